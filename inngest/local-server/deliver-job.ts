import { applyAnswer, type Delivery, endInFailure } from "./apply-answer";
import { AppUnreachableError, callApp } from "./call-app";
import type { Engine } from "./engine";
import { buildRequest, type Job, type RunState } from "./run-state";

const longestPauseMs = 30_000;
// About a day of pauses: by then the app is gone for good, or this step ends its process every time.
const mostDeliveries = 3_000;

/** Moves a run on for as long as this worker keeps its job: one request to the app a step. */
export async function deliverJob(
  engine: Engine,
  job: Job,
  run: RunState,
  signal: AbortSignal,
): Promise<void> {
  for (let isOurs = true; isOurs && !signal.aborted; ) {
    const fn = engine.functions.get(run.function_id);
    if (!fn) return dropJob(engine, run, job);
    const delivery: Delivery = { engine, fn, run, job };
    try {
      const address = new URL(fn.url);
      address.searchParams.set("stepId", job.step_id);
      const answer = await callApp(
        address.href,
        "POST",
        buildRequest(run, job, fn.maxAttempts),
        engine.signingKey,
        signal,
      );
      isOurs = await retryDeadlock(() => applyAnswer(delivery, answer));
    } catch (error) {
      if (signal.aborted) return releaseJob(engine, job);
      return postpone(delivery, error as Error);
    }
  }
  if (signal.aborted) await releaseJob(engine, job);
}

/** At the end of this process: whoever is next need not wait for the lease to run out. */
async function releaseJob(engine: Engine, job: Job): Promise<void> {
  await engine.database.query(
    "update inngest.jobs set worker = null, leased_until = null where id = $1 and worker = $2",
    [job.id, engine.worker],
  );
}

/** The app did not answer, or its answer could not be recorded: no attempt is counted, the pauses grow. */
async function postpone(delivery: Delivery, error: Error): Promise<void> {
  const { engine, job, run } = delivery;
  const what =
    error instanceof AppUnreachableError ? "The app did not answer" : "The result could not be recorded";
  if (job.deliveries > mostDeliveries)
    return endInFailure(delivery, { name: error.name, message: `${what}: ${error.message}` });
  const pauseMs = Math.min(longestPauseMs, 100 * 2 ** Math.min(job.deliveries, 10));
  engine.log.warn({ runId: run.id, err: error, pauseMs }, `${what}; trying again.`);
  await engine.database.query(
    `update inngest.jobs set worker = null, leased_until = null, due_at = now() + make_interval(secs => $3)
     where id = $1 and worker = $2`,
    [job.id, engine.worker, pauseMs / 1_000],
  );
}

/** This process does not have the function: another version of the app may, or nobody any more. */
async function dropJob(engine: Engine, run: RunState, job: Job): Promise<void> {
  const known = await engine.database.query("select from inngest.functions where id = $1 and is_current", [
    run.function_id,
  ]);
  if (known.length > 0) {
    await engine.database.query(
      `update inngest.jobs set worker = null, leased_until = null, due_at = now() + interval '2 seconds'
       where id = $1 and worker = $2`,
      [job.id, engine.worker],
    );
    return;
  }
  await engine.database.query("select inngest.cancel_run($1, $2)", [
    run.id,
    "The app no longer has this function.",
  ]);
  engine.log.warn({ runId: run.id, functionId: run.function_id }, "A run's function is gone.");
}

/** Two steps of one run that end together may take their locks in opposite order. */
async function retryDeadlock<Result>(run: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries++) {
    try {
      return await run();
    } catch (error) {
      if ((error as { code?: string }).code !== "40P01" || tries >= 5) throw error;
    }
  }
}
