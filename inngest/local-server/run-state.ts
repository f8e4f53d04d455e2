import type { Connection } from "./database";
import type { InngestEvent } from "./engine";

/** A job this worker holds. */
export type Job = {
  id: string;
  run_id: string;
  step_id: string;
  attempt: number;
  deliveries: number;
};

/** What the SDK is told of a run; kept in memory while the worker moves it on, step by step. */
export type RunState = {
  id: string;
  function_id: string;
  organization_id: string | null;
  events: InngestEvent[];
  is_parallel: boolean;
  /** Results by hashed step id, in the order in which the steps ended. */
  steps: Map<string, unknown>;
};

type Row = Omit<RunState, "steps"> & { steps: { id: string; data: unknown; error: unknown }[] | null };

export async function loadRuns(connection: Connection, ids: string[]): Promise<Map<string, RunState>> {
  const rows = await connection.query<Row>(
    `with started as (
       update inngest.runs set status = 'running', started_at = now() where id = any ($1) and status = 'queued')
     select r.id, r.function_id, r.organization_id, r.events, r.is_parallel,
       (select json_agg(json_build_object('id', s.id, 'data', s.data, 'error', s.error) order by s.ordinal)
        from inngest.steps s where s.run_id = r.id and s.status in ('completed', 'failed')) as steps
     from inngest.runs r where r.id = any ($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [row.id, { ...row, steps: readSteps(row.steps ?? []) }]));
}

/** One step's result as the protocol spells it. */
export function asStepState(data: unknown, error: unknown): unknown {
  return error === null || error === undefined ? { type: "data", data } : { type: "error", error };
}

export function buildRequest(run: RunState, job: Job, maxAttempts: number) {
  const order = [...run.steps.keys()];
  return {
    version: -1,
    event: run.events[0] ?? {},
    events: run.events,
    steps: Object.fromEntries(run.steps),
    // No fn_id: the SDK would otherwise report several steps in one request, through an interface of the cloud.
    ctx: {
      run_id: run.id,
      attempt: job.attempt,
      max_attempts: maxAttempts,
      disable_immediate_execution: run.is_parallel,
      use_api: false,
      stack: { stack: order, current: order.length },
    },
  };
}

function readSteps(rows: { id: string; data: unknown; error: unknown }[]): Map<string, unknown> {
  return new Map(rows.map(({ id, data, error }) => [id, asStepState(data, error)]));
}
