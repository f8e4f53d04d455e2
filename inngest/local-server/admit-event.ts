import type { Connection } from "./database";
import type { InngestEvent } from "./engine";
import { asKey, type Expression } from "./expression";
import type { FunctionConfig } from "./function-config";
import type { NewRun } from "./start-runs";

const idempotencyHours = 24;

/**
 * What an event that triggers a function comes to: a run, or none because flow control drops it or keeps it
 * for later. Decisions about one key are taken one after another, also between processes.
 */
export async function admitEvent(
  connection: Connection,
  fn: FunctionConfig,
  event: InngestEvent,
): Promise<NewRun | undefined> {
  if (!(await isFirst(connection, fn, event))) return undefined;
  if (!(await isWithinRate(connection, fn, event))) return undefined;
  if (fn.debounce) return debounce(connection, fn, event);
  if (fn.batch && (fn.batch.condition?.({ event }) ?? true)) return collect(connection, fn, event);
  return prepareRun(connection, fn, [event]);
}

/** The run for events that flow control lets pass: singleton and throttle look at the moment of starting. */
export async function prepareRun(
  connection: Connection,
  fn: FunctionConfig,
  events: InngestEvent[],
): Promise<NewRun | undefined> {
  const scope = { event: events[0], events };
  const singletonKey = fn.singleton ? keyOf(fn.singleton.key, scope) : undefined;
  if (fn.singleton && singletonKey !== undefined) {
    const active = await listActive(connection, fn, singletonKey);
    if (active.length > 0 && fn.singleton.mode === "skip") return undefined;
    for (const { id } of active)
      await connection.query("select inngest.cancel_run($1, $2)", [id, "A newer run took its place."]);
  }
  return { fn, events, singletonKey, dueAt: await throttle(connection, fn, events) };
}

async function isFirst(connection: Connection, fn: FunctionConfig, event: InngestEvent): Promise<boolean> {
  if (!fn.idempotency) return true;
  const rows = await connection.query(
    `insert into inngest.idempotency_keys (function_id, key, expires_at) values ($1, $2, now() + make_interval(hours => $3))
     on conflict (function_id, key) do update set expires_at = excluded.expires_at
     where idempotency_keys.expires_at < now() returning key`,
    [fn.id, asKey(fn.idempotency({ event })), idempotencyHours],
  );
  return rows.length > 0;
}

async function isWithinRate(
  connection: Connection,
  fn: FunctionConfig,
  event: InngestEvent,
): Promise<boolean> {
  if (!fn.rateLimit) return true;
  const { limit, periodMs } = fn.rateLimit;
  const key = keyOf(fn.rateLimit.key, { event });
  await lockKey(connection, fn, "rate", key);
  const rows = await connection.query(
    `insert into inngest.admissions (function_id, key)
     select $1, $2 where (
       select count(*) from inngest.admissions
       where function_id = $1 and key = $2 and admitted_at > now() - make_interval(secs => $3)) < $4
     returning key`,
    [fn.id, key, periodMs / 1_000, limit],
  );
  return rows.length > 0;
}

/** The last event of a burst runs, once it has been quiet for the period or the timeout is over. */
async function debounce(connection: Connection, fn: FunctionConfig, event: InngestEvent): Promise<undefined> {
  const { periodMs = 0, timeoutMs } = fn.debounce ?? {};
  await connection.query(
    `insert into inngest.debounces (function_id, key, event, due_at) values ($1, $2, $3, now() + make_interval(secs => $4))
     on conflict (function_id, key) do update set event = excluded.event,
       due_at = least(excluded.due_at, debounces.first_at + make_interval(secs => $5))`,
    [
      fn.id,
      keyOf(fn.debounce?.key, { event }),
      JSON.stringify(event),
      periodMs / 1_000,
      timeoutMs === undefined ? null : timeoutMs / 1_000,
    ],
  );
  return undefined;
}

/** A batch runs when it is full, or when its time is over. */
async function collect(
  connection: Connection,
  fn: FunctionConfig,
  event: InngestEvent,
): Promise<NewRun | undefined> {
  const { maxSize = 1, timeoutMs = 0, key } = fn.batch ?? {};
  const parameters = [fn.id, keyOf(key, { event })];
  const [batch] = await connection.query<{ events: InngestEvent[] }>(
    `insert into inngest.batches (function_id, key, events, due_at)
     values ($1, $2, jsonb_build_array($3::jsonb), now() + make_interval(secs => $4))
     on conflict (function_id, key) do update set events = batches.events || excluded.events returning events`,
    [...parameters, JSON.stringify(event), timeoutMs / 1_000],
  );
  if (!batch || batch.events.length < maxSize) return undefined;
  await connection.query("delete from inngest.batches where function_id = $1 and key = $2", parameters);
  return prepareRun(connection, fn, batch.events);
}

/** Starts are spaced evenly over the period; a burst may start together. Undefined: now. */
async function throttle(
  connection: Connection,
  fn: FunctionConfig,
  events: InngestEvent[],
): Promise<Date | undefined> {
  if (!fn.throttle) return undefined;
  const { limit, periodMs, burst } = fn.throttle;
  const spacing = periodMs / limit / 1_000;
  const [slot] = await connection.query<{ due_at: Date }>(
    `insert into inngest.throttles as t (function_id, key, next_at) values ($1, $2, now() + make_interval(secs => $3))
     on conflict (function_id, key) do update set next_at = greatest(t.next_at, now()) + make_interval(secs => $3)
     returning greatest(next_at - make_interval(secs => $3 * $4::float8), now()) as due_at`,
    [fn.id, keyOf(fn.throttle.key, { event: events[0], events }), spacing, burst],
  );
  return slot?.due_at;
}

function listActive(connection: Connection, fn: FunctionConfig, key: string): Promise<{ id: string }[]> {
  return lockKey(connection, fn, "singleton", key).then(() =>
    connection.query<{ id: string }>(
      "select id from inngest.runs where function_id = $1 and singleton_key = $2 and status in ('queued', 'running')",
      [fn.id, key],
    ),
  );
}

async function lockKey(connection: Connection, fn: FunctionConfig, kind: string, key: string): Promise<void> {
  await connection.query("select pg_advisory_xact_lock(hashtextextended($1, 7033))", [
    `${kind} ${fn.id} ${key}`,
  ]);
}

function keyOf(key: Expression | undefined, scope: Record<string, unknown>): string {
  return key ? asKey(key(scope)) : "";
}
