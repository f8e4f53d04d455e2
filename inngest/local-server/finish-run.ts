import type { Connection } from "./database";
import type { Engine, InngestEvent } from "./engine";
import { takeEvents } from "./receive-events";
import { failParent, lockRun, type StepFailure, settleStep } from "./settle-step";

type Outcome = { output: unknown } | { failure: StepFailure };

type Finished = {
  function_id: string;
  organization_id: string | null;
  events: InngestEvent[];
  parent_run_id: string | null;
  parent_step_id: string | null;
};

/** Ends a run, tells whoever invoked it, and announces a failure to the functions that handle failures. */
export async function finishRun(
  connection: Connection,
  engine: Engine,
  runId: string,
  outcome: Outcome,
): Promise<void> {
  if (!(await lockRun(connection, runId))) return;
  const failure = "failure" in outcome ? outcome.failure : undefined;
  const output = "output" in outcome ? outcome.output : undefined;
  const [run] = await connection.query<Finished>(
    `update inngest.runs set status = $2, output = $3, error = $4, ended_at = now() where id = $1
     returning function_id, organization_id, events, parent_run_id, parent_step_id`,
    [
      runId,
      failure ? "failed" : "completed",
      failure ? null : JSON.stringify(output ?? null),
      failure ? JSON.stringify(failure) : null,
    ],
  );
  for (const table of ["jobs", "timers", "waits"])
    await connection.query(`delete from inngest.${table} where run_id = $1`, [runId]);
  if (!run) return;
  if (failure) {
    engine.log.warn({ runId, functionId: run.function_id, error: failure.message }, "A run failed for good.");
    await failParent(connection, runId, failure);
  } else if (run.parent_run_id && run.parent_step_id) {
    await settleStep(connection, run.parent_run_id, run.parent_step_id, { data: output });
  }
  await takeEvents(connection, engine, announce(runId, run, failure, output));
}

/** Functions may be triggered by these as by any other event; `onFailure` is one that is. */
function announce(
  runId: string,
  run: Finished,
  failure: StepFailure | undefined,
  output: unknown,
): InngestEvent[] {
  const [event] = run.events;
  const about = {
    function_id: run.function_id,
    run_id: runId,
    event,
    events: run.events,
    ...(run.organization_id && { organization_id: run.organization_id }),
  };
  const finished: InngestEvent = {
    id: `${runId}/finished`,
    name: "inngest/function.finished",
    ts: Date.now(),
    data: { ...about, ...(failure ? { error: failure } : { result: output ?? null }) },
  };
  if (!failure) return [finished];
  return [
    finished,
    {
      ...finished,
      id: `${runId}/failed`,
      name: "inngest/function.failed",
      data: { ...about, error: failure },
    },
  ];
}
