import type { Context } from "@/lib/platform/organization";
import { loadClosureRun } from "./get-closure-run";
import { noteSync } from "./note-sync";
import { readClock } from "./read-clock";
import { countDays, recountClosures } from "./recount-closures";
import { openRun, startReadings } from "./request-hourly-sync";
import { addDays } from "./resolve-period";
import type { ClosureRun } from "./schema";

const keptDays = 90;

/** How many readings of external desks the run still waits for. */
export async function countOpenReadings(ctx: Context, runId: string): Promise<number> {
  await ctx.tx.$executeRaw`
    update ticket_closure_runs set status = 'running', started_at = coalesce(started_at, app_now())
    where id = ${runId}::uuid and status = 'queued'`;
  const [row] = await ctx.tx.$queryRaw<{ open: number }[]>`
    select count(*)::int as open from sync_runs s join ticket_closure_runs r on s.id = any (r.sync_run_ids)
    where r.id = ${runId}::uuid and s.status in ('queued', 'running')`;
  return row?.open ?? 0;
}

/** Counts what changed and the run's own day; a reading that failed makes the run fail, with what is known counted. */
export async function finishClosureRun(ctx: Context, runId: string): Promise<ClosureRun> {
  const { today, time_zone } = await readClock(ctx);
  const run = await loadClosureRun(ctx, runId);
  if (run.status === "completed" || run.status === "failed") return run;
  await recountClosures(ctx);
  const days = new Set([run.date ?? today, ...(run.kind === "schedule" ? [today, addDays(today, -1)] : [])]);
  await countDays(ctx, [...days], time_zone);
  const processed = await noteSync(ctx, today, { isRun: true });
  await ctx.tx.$executeRaw`
    update ticket_closure_runs r set completed_at = app_now(), started_at = coalesce(started_at, app_now()), tickets_processed = ${processed},
      tickets_closed = (select coalesce(sum(h.tickets_closed), 0) from ticket_closure_totals h
        where h.date = r.date and (r.hour is null or h.hour = r.hour)),
      status = case when f.message is null then 'completed' else 'failed' end, error_message = f.message
    from (select string_agg(c.name || ': ' || coalesce(s.error_message, 'the reading ' || s.status), '; ') as message
      from sync_runs s join sync_connections c on c.id = s.connection_id
        join ticket_closure_runs o on o.id = ${runId}::uuid and s.id = any (o.sync_run_ids)
      where s.status in ('failed', 'cancelled')) f
    where r.id = ${runId}::uuid`;
  ctx.tell("closures.run_ended", { run_id: runId });
  return loadClosureRun(ctx, runId);
}

/** What the schedule does each hour. It also forgets runs that nobody will ask for any more. */
export async function beginScheduledRun(ctx: Context): Promise<string> {
  const { today } = await readClock(ctx);
  await ctx.tx.$executeRaw`
    delete from ticket_closure_runs where created_at < app_now() - make_interval(days => ${keptDays}::int)`;
  return openRun(ctx, { kind: "schedule", date: today, hour: null, sync_run_ids: [] });
}

/** One run of the command line, which reads the external desks itself. */
export async function beginClosureRun(ctx: Context): Promise<{ id: string; readings: string[] }> {
  const { today } = await readClock(ctx);
  const readings = await startReadings(ctx, "cli");
  const id = await openRun(ctx, { kind: "command_line", date: today, hour: null, sync_run_ids: readings });
  return { id, readings };
}

export async function failClosureRun(ctx: Context, runId: string, message: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update ticket_closure_runs set status = 'failed', completed_at = app_now(), error_message = ${message}
    where id = ${runId}::uuid and status in ('queued', 'running')`;
  ctx.tell("closures.run_ended", { run_id: runId });
}
