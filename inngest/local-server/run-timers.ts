import { prepareRun } from "./admit-event";
import type { Connection } from "./database";
import type { Engine, InngestEvent } from "./engine";
import { nextScheduled } from "./function-config";
import { failParent, settleStep } from "./settle-step";
import { startRuns } from "./start-runs";

const batchRows = 200;

/** Everything that has become due: sleeps, timeouts, debounced and batched events, schedules. Answers how much. */
export async function runTimers(engine: Engine): Promise<number> {
  const parts = [endWaits, releaseDebounced, releaseBatches, startScheduled];
  let total = 0;
  for (const part of parts)
    total += await engine.database.transaction((connection) => part(connection, engine));
  return total;
}

type Timer = { run_id: string; step_id: string; op: string | null };

async function endWaits(connection: Connection): Promise<number> {
  const timers = await connection.query<Timer>(
    `select t.run_id, t.step_id, s.op from inngest.timers t
     left join inngest.steps s on s.run_id = t.run_id and s.id = t.step_id
     where t.due_at <= now() order by t.due_at limit ${batchRows} for update of t skip locked`,
  );
  for (const { run_id, step_id, op } of timers) {
    const isTimeout = op === "InvokeFunction";
    await settleStep(
      connection,
      run_id,
      step_id,
      isTimeout
        ? { error: { name: "InngestInvokeTimeoutError", message: "The invoked function took too long." } }
        : { data: null },
    );
    await connection.query("delete from inngest.timers where run_id = $1 and step_id = $2", [
      run_id,
      step_id,
    ]);
  }
  return timers.length;
}

/** What is due for the others waits for them: after a start, an app takes a few seconds to register. */
function knownIds(engine: Engine): string[] {
  return [...engine.functions.keys()];
}

async function releaseDebounced(connection: Connection, engine: Engine): Promise<number> {
  const due = await connection.query<{ function_id: string; event: InngestEvent }>(
    `delete from inngest.debounces where ctid = any (array(
       select ctid from inngest.debounces where due_at <= now() and function_id = any ($1)
       order by due_at limit ${batchRows} for update skip locked))
     returning function_id, event`,
    [knownIds(engine)],
  );
  for (const { function_id, event } of due) await release(connection, engine, function_id, [event]);
  return due.length;
}

async function releaseBatches(connection: Connection, engine: Engine): Promise<number> {
  const due = await connection.query<{ function_id: string; events: InngestEvent[] }>(
    `delete from inngest.batches where ctid = any (array(
       select ctid from inngest.batches where due_at <= now() and function_id = any ($1)
       order by due_at limit ${batchRows} for update skip locked))
     returning function_id, events`,
    [knownIds(engine)],
  );
  for (const { function_id, events } of due) await release(connection, engine, function_id, events);
  return due.length;
}

async function release(connection: Connection, engine: Engine, functionId: string, events: InngestEvent[]) {
  const fn = engine.functions.get(functionId);
  const run = fn && (await prepareRun(connection, fn, events));
  if (run) await startRuns(connection, [run]);
}

async function startScheduled(connection: Connection, engine: Engine): Promise<number> {
  const due = await connection.query<{ function_id: string; cron: string; next_at: Date }>(
    `select function_id, cron, next_at from inngest.schedules where next_at <= now() and function_id = any ($1)
     for update skip locked`,
    [knownIds(engine)],
  );
  for (const { function_id, cron, next_at } of due) {
    const fn = engine.functions.get(function_id);
    const next = nextScheduled(cron, new Date());
    await connection.query("update inngest.schedules set next_at = $3 where function_id = $1 and cron = $2", [
      function_id,
      cron,
      next ?? "infinity",
    ]);
    const event: InngestEvent = {
      id: `${function_id}/${cron}/${next_at.toISOString()}`,
      name: "inngest/scheduled.timer",
      data: { cron },
      ts: next_at.getTime(),
    };
    const run = fn && (await prepareRun(connection, fn, [event]));
    if (run) await startRuns(connection, [{ ...run, cron }]);
  }
  return due.length;
}

/**
 * Takes back the jobs of servers that died: a server holds a lock for as long as its connection lives, and its
 * leases run out if it hangs. A step that was under way runs again; one that was recorded does not.
 */
export async function reclaimJobs(engine: Engine): Promise<number> {
  const rows = await engine.database.query(
    `update inngest.jobs set worker = null, leased_until = null,
       due_at = now() + make_interval(secs => least(30, (deliveries - 1) * 0.5))
     where worker is not null and worker <> $1 and (leased_until < now() or worker not in (
       select objid::bigint::integer from pg_locks where locktype = 'advisory' and classid = 7034 and objsubid = 2 and granted
         and database = (select oid from pg_database where datname = current_database())))
     returning id`,
    [engine.worker],
  );
  return rows.length;
}

const keepDays = 7;

/** Forgets what nobody will ask for again. */
export async function forgetOld(engine: Engine): Promise<void> {
  const { database } = engine;
  await database.query("delete from inngest.runs where ended_at < now() - make_interval(days => $1)", [
    keepDays,
  ]);
  await database.query("delete from inngest.events where received_at < now() - make_interval(days => $1)", [
    keepDays,
  ]);
  await database.query("delete from inngest.idempotency_keys where expires_at < now()");
  await database.query("delete from inngest.throttles where next_at < now() - interval '1 day'");
  await database.query(
    "delete from inngest.waits where expires_at < now() - interval '1 hour' and step_id is null",
  );
  for (const fn of engine.functions.values())
    if (fn.rateLimit)
      await database.query(
        "delete from inngest.admissions where function_id = $1 and admitted_at < now() - make_interval(secs => $2)",
        [fn.id, fn.rateLimit.periodMs / 1_000],
      );
}

/** A run cancelled by hand leaves the step that invoked it waiting; it fails here. */
export async function failOrphans(engine: Engine): Promise<void> {
  await engine.database.transaction(async (connection) => {
    const orphans = await connection.query<{ id: string }>(
      `select r.id from inngest.runs r join inngest.steps s on s.run_id = r.parent_run_id and s.id = r.parent_step_id
       where r.status = 'cancelled' and s.status = 'waiting' limit 100`,
    );
    for (const { id } of orphans)
      await failParent(connection, id, {
        name: "CancelledError",
        message: "The invoked function was cancelled.",
      });
  });
}
