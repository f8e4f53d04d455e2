import type { Connection } from "./database";
import type { Engine } from "./engine";

export type StepResult = { data: unknown } | { error: StepFailure };
export type StepFailure = { name?: string; message?: string; stack?: string };

/**
 * Remembers what a planned or waiting step came to, once, and lets the run move on. Parallel steps move it
 * together, when the last of them is done, unless they race.
 */
export async function settleStep(
  connection: Connection,
  runId: string,
  stepId: string,
  result: StepResult,
): Promise<boolean> {
  if (!(await lockRun(connection, runId))) return false;
  const isFailure = "error" in result;
  const [step] = await connection.query<{ is_eager: boolean | null }>(
    `update inngest.steps set status = $3, data = $4, error = $5, ended_at = now(), ordinal = (
       select coalesce(max(ordinal), 0) + 1 from inngest.steps where run_id = $1)
     where run_id = $1 and id = $2 and status not in ('completed', 'failed')
     returning (options ->> 'is_eager')::boolean as is_eager`,
    [
      runId,
      stepId,
      isFailure ? "failed" : "completed",
      isFailure ? null : JSON.stringify(result.data ?? null),
      isFailure ? JSON.stringify(result.error) : null,
    ],
  );
  if (!step) return false;
  await connection.query("delete from inngest.timers where run_id = $1 and step_id = $2", [runId, stepId]);
  await connection.query("delete from inngest.waits where run_id = $1 and step_id = $2", [runId, stepId]);
  await planMove(connection, runId, step.is_eager ?? false);
  return true;
}

/** The run's next move, unless other steps are still to come; one that is under way moves once more. */
export async function planMove(connection: Connection, runId: string, isEager: boolean): Promise<void> {
  await connection.query(
    `insert into inngest.jobs (app_id, run_id, concurrency_keys, concurrency_limits)
     select app_id, id, concurrency_keys, concurrency_limits from inngest.runs
     where id = $1 and status in ('queued', 'running') and ($2 or not exists (
       select from inngest.steps s where run_id = $1 and (status in ('planned', 'waiting') or status = 'retrying'
         and exists (select from inngest.jobs j where j.run_id = s.run_id and j.step_id = s.id))))
     on conflict (run_id, step_id) do update set is_stale = true`,
    [runId, isEager],
  );
}

/** Everything but the plainest progress of a run happens under its lock. False when the run is over. */
export async function lockRun(connection: Connection, runId: string): Promise<boolean> {
  const rows = await connection.query(
    "select from inngest.runs where id = $1 and status in ('queued', 'running') for update",
    [runId],
  );
  return rows.length > 0;
}

export async function cancelRun(
  connection: Connection,
  engine: Engine,
  runId: string,
  reason: string,
): Promise<boolean> {
  const [row] = await connection.query<{ cancelled: boolean }>(
    "select inngest.cancel_run($1, $2) as cancelled",
    [runId, reason],
  );
  if (!row?.cancelled) return false;
  engine.log.info({ runId, reason }, "A run was cancelled.");
  await failParent(connection, runId, {
    name: "CancelledError",
    message: "The invoked function was cancelled.",
  });
  return true;
}

/** The step that invoked this run, if one did, fails with it. */
export async function failParent(connection: Connection, runId: string, error: StepFailure): Promise<void> {
  const [run] = await connection.query<{ parent_run_id: string | null; parent_step_id: string | null }>(
    "select parent_run_id, parent_step_id from inngest.runs where id = $1",
    [runId],
  );
  if (run?.parent_run_id && run.parent_step_id)
    await settleStep(connection, run.parent_run_id, run.parent_step_id, { error });
}
