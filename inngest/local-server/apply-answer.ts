import type { AppAnswer } from "./call-app";
import type { Connection } from "./database";
import { parseRetryAfter } from "./duration";
import type { Engine } from "./engine";
import { finishRun } from "./finish-run";
import { type FunctionConfig, matchValue } from "./function-config";
import { isRacing, type Operation, readOperations, stepFailure, stepName, waitsUntil } from "./operations";
import { asStepState, type Job, type RunState } from "./run-state";
import { lockRun, planMove, type StepFailure } from "./settle-step";
import { startRuns } from "./start-runs";
import { ulid } from "./ulid";

export type Delivery = { engine: Engine; fn: FunctionConfig; run: RunState; job: Job };

/** True: the worker keeps the job and asks the function for its next move at once. */
export async function applyAnswer(delivery: Delivery, answer: AppAnswer): Promise<boolean> {
  const { engine, run } = delivery;
  if (answer.status === 200) {
    await engine.database.transaction(async (connection) => {
      if (await holdsJob(connection, delivery))
        await finishRun(connection, engine, run.id, { output: answer.body });
    });
    return false;
  }
  if (answer.status !== 206) {
    await applyFailure(delivery, answer);
    return false;
  }
  let operations: Operation[];
  try {
    operations = readOperations(answer.body);
  } catch (error) {
    await endInFailure(delivery, { name: "UnsupportedError", message: (error as Error).message });
    return false;
  }
  const [only] = operations;
  if (
    only?.op === "StepRun" &&
    operations.length === 1 &&
    !run.is_parallel &&
    delivery.job.step_id === "step"
  )
    return recordStep(delivery, only);
  await engine.database.transaction(async (connection) => {
    if (await holdsJob(connection, delivery)) await applyOperations(connection, delivery, operations, answer);
  });
  engine.wake();
  return false;
}

/**
 * The common case, one statement: the step is remembered and the same job is the next move. Nothing is written
 * when the job is no longer this worker's, or the run was cancelled, which took the job away.
 */
async function recordStep({ engine, run, job }: Delivery, operation: Operation): Promise<boolean> {
  const data = operation.data ?? null;
  const rows = await engine.database.query(
    `with mine as (
       update inngest.jobs set attempt = 0, deliveries = 1, leased_until = now() + interval '30 seconds'
       where id = $1 and worker = $2 returning run_id)
     insert into inngest.steps (run_id, id, organization_id, op, name, status, data, attempt, ordinal, started_at, ended_at)
     select run_id, $3, $4, 'StepRun', $5, 'completed', $6, $7, $8, $9, now() from mine
     on conflict (run_id, id) do update set status = 'completed', data = excluded.data, error = null,
       attempt = excluded.attempt, ordinal = excluded.ordinal, ended_at = excluded.ended_at
     returning id`,
    [
      job.id,
      engine.worker,
      operation.id,
      run.organization_id,
      stepName(operation),
      JSON.stringify(data),
      job.attempt,
      run.steps.size + 1,
      startOf(operation),
    ],
  );
  if (rows.length === 0) return false;
  run.steps.set(operation.id, asStepState(data, undefined));
  job.attempt = 0;
  job.deliveries = 1;
  return true;
}

/** As the app says; otherwise it has only just begun. */
function startOf({ timing }: Operation): Date {
  return timing?.a ? new Date(timing.a / 1e6) : new Date();
}

async function applyOperations(
  connection: Connection,
  delivery: Delivery,
  operations: Operation[],
  answer: AppAnswer,
): Promise<void> {
  const { engine, run, job } = delivery;
  const finished = operations.find(({ op }) => op === "RunComplete");
  if (finished) return finishRun(connection, engine, run.id, { output: finished.data });
  if (operations.length > 1)
    await connection.query("update inngest.runs set is_parallel = true where id = $1", [run.id]);
  let isToBeRepeated = false;
  let isProgress = false;
  let isEager = answer.headers["x-inngest-req-version"] === "1";
  for (const operation of operations) {
    const isFinal = delivery.job.attempt + 1 >= delivery.fn.maxAttempts || isNotToBeRetried(answer);
    if (operation.op === "StepError" && !isFinal) {
      await recordAttempt(connection, delivery, operation);
      isToBeRepeated = true;
    } else {
      const effect = await applyOperation(connection, delivery, operation, isEager);
      isProgress ||= effect !== "none";
      isEager ||= effect === "eager";
    }
  }
  if (isToBeRepeated) return repeat(connection, delivery, answer);
  const [released] = await connection.query<{ is_stale: boolean }>(
    "delete from inngest.jobs where id = $1 returning is_stale",
    [job.id],
  );
  const isStale = released?.is_stale ?? false;
  if (isProgress || isStale) await planMove(connection, run.id, isEager || isStale);
  else await requireHope(connection, delivery);
}

/** Whether the run knows something new by it, and whether it moves on without waiting for parallel steps. */
type Effect = "none" | "progress" | "eager";

async function applyOperation(
  connection: Connection,
  delivery: Delivery,
  operation: Operation,
  isEager: boolean,
): Promise<Effect> {
  switch (operation.op) {
    case "StepPlanned":
      return planStep(connection, delivery, operation, isEager);
    case "Sleep":
    case "WaitForEvent":
    case "InvokeFunction":
      return beginWait(connection, delivery, operation, isEager);
    default:
      return recordResult(connection, delivery, operation);
  }
}

async function recordResult(
  connection: Connection,
  { run, job }: Delivery,
  operation: Operation,
): Promise<Effect> {
  const isFailure = operation.op === "StepError" || operation.op === "StepFailed";
  const [step] = await connection.query<{ is_eager: boolean | null }>(
    `insert into inngest.steps (run_id, id, organization_id, op, name, status, data, error, attempt, started_at, ended_at, ordinal)
     values ($1, $2, $3, 'StepRun', $4, $5, $6, $7, $8, $9, now(),
       (select coalesce(max(ordinal), 0) + 1 from inngest.steps where run_id = $1))
     on conflict (run_id, id) do update set status = excluded.status, data = excluded.data, error = excluded.error,
       attempt = excluded.attempt, started_at = excluded.started_at, ended_at = excluded.ended_at, ordinal = excluded.ordinal
     returning (options ->> 'is_eager')::boolean as is_eager`,
    [
      run.id,
      operation.id,
      run.organization_id,
      stepName(operation),
      isFailure ? "failed" : "completed",
      isFailure ? null : JSON.stringify(operation.data ?? null),
      isFailure ? JSON.stringify(stepFailure(operation)) : null,
      job.attempt,
      startOf(operation),
    ],
  );
  return step?.is_eager ? "eager" : "progress";
}

async function recordAttempt(
  connection: Connection,
  { run, job }: Delivery,
  operation: Operation,
): Promise<void> {
  await connection.query(
    `insert into inngest.steps (run_id, id, organization_id, op, name, status, error, attempt, started_at)
     values ($1, $2, $3, 'StepRun', $4, 'retrying', $5, $6, $7)
     on conflict (run_id, id) do update set status = 'retrying', error = excluded.error, attempt = excluded.attempt`,
    [
      run.id,
      operation.id,
      run.organization_id,
      stepName(operation),
      JSON.stringify(stepFailure(operation)),
      job.attempt,
      startOf(operation),
    ],
  );
}

/** Steps found together run as jobs of their own. */
async function planStep(
  connection: Connection,
  delivery: Delivery,
  operation: Operation,
  isEager: boolean,
): Promise<Effect> {
  const { run } = delivery;
  if (!(await insertStep(connection, delivery, operation, "planned", isEager))) return "none";
  await connection.query(
    `insert into inngest.jobs (app_id, run_id, step_id, concurrency_keys, concurrency_limits)
     select app_id, id, $2, concurrency_keys, concurrency_limits from inngest.runs where id = $1
     on conflict (run_id, step_id) do nothing`,
    [run.id, operation.id],
  );
  return "progress";
}

async function beginWait(
  connection: Connection,
  delivery: Delivery,
  operation: Operation,
  isEager: boolean,
): Promise<Effect> {
  const { run } = delivery;
  if (!(await insertStep(connection, delivery, operation, "waiting", isEager))) return "none";
  const until = waitsUntil(operation, Date.now());
  if (until)
    await connection.query("insert into inngest.timers (run_id, step_id, due_at) values ($1, $2, $3)", [
      run.id,
      operation.id,
      until,
    ]);
  if (operation.op === "WaitForEvent") {
    const condition = typeof operation.opts?.if === "string" ? operation.opts.if : undefined;
    await connection.query(
      "insert into inngest.waits (run_id, step_id, event_name, expression, match_value, expires_at) values ($1, $2, $3, $4, $5, $6)",
      [
        run.id,
        operation.id,
        operation.name,
        condition ?? null,
        matchValue(condition, run.events[0]) ?? null,
        until ?? null,
      ],
    );
  }
  if (operation.op === "InvokeFunction") await invoke(connection, delivery, operation);
  return "progress";
}

async function invoke(
  connection: Connection,
  { engine, run }: Delivery,
  operation: Operation,
): Promise<void> {
  const id = String(operation.opts?.function_id ?? "");
  const fn = engine.functions.get(id);
  const payload = (operation.opts?.payload ?? {}) as { data?: Record<string, unknown> };
  if (!fn) {
    await connection.query(
      `update inngest.steps set status = 'failed', error = $3, ended_at = now(), ordinal = (
         select coalesce(max(ordinal), 0) + 1 from inngest.steps where run_id = $1) where run_id = $1 and id = $2`,
      [
        run.id,
        operation.id,
        JSON.stringify({ name: "Error", message: `There is no function ${id} to invoke.` }),
      ],
    );
    return;
  }
  const event = {
    ...payload,
    id: ulid(),
    name: "inngest/function.invoked",
    ts: Date.now(),
    data: payload.data ?? {},
  };
  await startRuns(connection, [{ fn, events: [event], parent: { runId: run.id, stepId: operation.id } }]);
}

async function insertStep(
  connection: Connection,
  { run }: Delivery,
  operation: Operation,
  status: "planned" | "waiting",
  isEager: boolean,
): Promise<boolean> {
  const rows = await connection.query(
    `insert into inngest.steps (run_id, id, organization_id, op, name, status, options) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (run_id, id) do nothing returning id`,
    [
      run.id,
      operation.id,
      run.organization_id,
      operation.op === "StepPlanned" ? "StepRun" : operation.op,
      stepName(operation),
      status,
      JSON.stringify({ ...operation.opts, is_eager: isEager || isRacing(operation) }),
    ],
  );
  return rows.length > 0;
}

/** The function itself failed, or the step it was asked for could not be found. */
async function applyFailure(delivery: Delivery, answer: AppAnswer): Promise<void> {
  const body = (answer.body ?? {}) as StepFailure & { error?: string };
  const error: StepFailure = {
    name: body.name ?? "Error",
    message: body.message ?? body.error ?? `The app answered with status ${answer.status}.`,
    ...(body.stack && { stack: body.stack }),
  };
  const isLast = delivery.job.attempt + 1 >= delivery.fn.maxAttempts;
  if (isLast || isNotToBeRetried(answer)) return endInFailure(delivery, error);
  await delivery.engine.database.transaction(async (connection) => {
    if (!(await holdsJob(connection, delivery))) return;
    await connection.query("update inngest.runs set error = $2 where id = $1", [
      delivery.run.id,
      JSON.stringify(error),
    ]);
    await repeat(connection, delivery, answer);
  });
}

export async function endInFailure(delivery: Delivery, failure: StepFailure): Promise<void> {
  const { engine, run } = delivery;
  await engine.database.transaction(async (connection) => {
    if (await holdsJob(connection, delivery)) await finishRun(connection, engine, run.id, { failure });
  });
  engine.wake();
}

async function repeat(connection: Connection, { engine, job }: Delivery, answer: AppAnswer): Promise<void> {
  const asked = parseRetryAfter(String(answer.headers["retry-after"] ?? ""), Date.now());
  const due = new Date(Date.now() + (asked ?? engine.retryPause(job.attempt)));
  await connection.query(
    `update inngest.jobs set attempt = attempt + 1, deliveries = 0, worker = null, leased_until = null, due_at = $2, order_at = $2
     where id = $1`,
    [job.id, due],
  );
}

function isNotToBeRetried({ headers, status }: AppAnswer): boolean {
  return (
    headers["x-inngest-no-retry"] === "true" || (status === 400 && headers["x-inngest-no-retry"] !== "false")
  );
}

/** Nothing new, nothing pending: such a run would wait for ever. */
async function requireHope(connection: Connection, { engine, run }: Delivery): Promise<void> {
  const rows = await connection.query(
    `select from inngest.steps where run_id = $1 and status in ('planned', 'waiting', 'retrying')
     union all select from inngest.jobs where run_id = $1`,
    [run.id],
  );
  if (rows.length > 0) return;
  const failure = { name: "Error", message: "The function neither ended nor asked for a step." };
  await finishRun(connection, engine, run.id, { failure });
}

/** Under the run's lock, so that a cancellation is either seen here or waits until this is written. */
async function holdsJob(connection: Connection, { engine, run, job }: Delivery): Promise<boolean> {
  if (!(await lockRun(connection, run.id))) return false;
  const rows = await connection.query("select from inngest.jobs where id = $1 and worker = $2 for update", [
    job.id,
    engine.worker,
  ]);
  return rows.length > 0;
}
