import type { Connection } from "./database";
import { type InngestEvent, organizationOf } from "./engine";
import { asKey } from "./expression";
import { type FunctionConfig, matchValue } from "./function-config";
import { ulid } from "./ulid";

export type NewRun = {
  fn: FunctionConfig;
  events: InngestEvent[];
  cron?: string;
  /** The step that invoked it. */
  parent?: { runId: string; stepId: string };
  /** Throttled until then. */
  dueAt?: Date;
  singletonKey?: string;
};

const jobColumns =
  "app_id text, id text, due_at timestamptz, order_at timestamptz, concurrency_keys text[], concurrency_limits integer[]";

/** Writes runs with their first job and what may cancel them; nothing has run yet. Answers their ids. */
export async function startRuns(connection: Connection, runs: readonly NewRun[]): Promise<string[]> {
  if (runs.length === 0) return [];
  const rows = runs.map(describeRun);
  const json = JSON.stringify(rows);
  await connection.query(
    `insert into inngest.runs (id, app_id, function_id, organization_id, cron, event_name, events, singleton_key,
       concurrency_keys, concurrency_limits, parent_run_id, parent_step_id)
     select * from json_to_recordset($1) as r (id text, app_id text, function_id text, organization_id uuid, cron text,
       event_name text, events json, singleton_key text, concurrency_keys text[], concurrency_limits integer[],
       parent_run_id text, parent_step_id text)`,
    [json],
  );
  await connection.query(
    `insert into inngest.jobs (app_id, run_id, due_at, order_at, concurrency_keys, concurrency_limits)
     select app_id, id, coalesce(due_at, now()), coalesce(order_at, now()), concurrency_keys, concurrency_limits
     from json_to_recordset($1) as r (${jobColumns})`,
    [json],
  );
  const cancellations = runs.flatMap((run, index) => describeCancellations(run, rows[index]?.id ?? ""));
  if (cancellations.length > 0)
    await connection.query(
      `insert into inngest.waits (run_id, event_name, expression, match_value, expires_at)
       select * from json_to_recordset($1) as w (run_id text, event_name text, expression text, match_value text,
         expires_at timestamptz)`,
      [JSON.stringify(cancellations)],
    );
  return rows.map(({ id }) => id);
}

function describeRun({ fn, events, cron, parent, dueAt, singletonKey }: NewRun) {
  const [event] = events;
  const scope = { event, events };
  const ahead = Number(fn.priority?.(scope) ?? 0);
  const due = dueAt?.getTime() ?? Date.now();
  const secondsAhead = Number.isFinite(ahead) ? Math.max(-600, Math.min(600, ahead)) : 0;
  return {
    id: ulid(),
    app_id: fn.appId,
    function_id: fn.id,
    organization_id: event ? organizationOf(event) : null,
    cron: cron ?? null,
    event_name: event?.name ?? "",
    events,
    singleton_key: singletonKey ?? null,
    concurrency_keys: fn.concurrency.map(({ prefix, key }) =>
      key ? `${prefix}:${asKey(key(scope))}` : prefix,
    ),
    concurrency_limits: fn.concurrency.map(({ limit }) => limit),
    parent_run_id: parent?.runId ?? null,
    parent_step_id: parent?.stepId ?? null,
    due_at: dueAt ?? null,
    order_at: secondsAhead === 0 && !dueAt ? null : new Date(due - secondsAhead * 1_000),
  };
}

function describeCancellations({ fn, events }: NewRun, runId: string) {
  return fn.cancelOn.map(({ event, expression, timeoutMs }) => ({
    run_id: runId,
    event_name: event,
    expression: expression ?? null,
    match_value: matchValue(expression, events[0]) ?? null,
    expires_at: timeoutMs === undefined ? null : new Date(Date.now() + timeoutMs),
  }));
}
