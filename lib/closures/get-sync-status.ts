import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type Clock, readClock } from "./read-clock";
import type { SyncStatus, SyncStatusQuery } from "./schema";

/** The schedule runs with every full hour: inngest/closures/schedule-closure-runs.ts. */
const scheduleMs = 3_600_000;

/** Runs of a day (today's without one), and when the next is due. */
export async function getSyncStatus(
  ctx: Context,
  query: SyncStatusQuery,
): Promise<{ data: SyncStatus & { date: string } }> {
  const { today } = await readClock(ctx);
  const date = query.date ?? today;
  return { data: { ...(await readSyncStatus(ctx, date)), date } };
}

export async function readSyncStatus(ctx: Context, date: Clock["today"]): Promise<SyncStatus> {
  const [row] = await ctx.tx.$queryRaw<
    { last_sync_time: Date | null; sync_count: number; tickets_processed: number; is_running: boolean }[]
  >`
    select (select max(last_sync_time) from ticket_sync_metadata where sync_date <= ${date}::date) as last_sync_time,
      coalesce(m.sync_count, 0) as sync_count, coalesce(m.tickets_processed, 0) as tickets_processed,
      exists (select from ticket_closure_runs r where r.status in ('queued', 'running')
        and r.created_at > app_now() - interval '2 hours') as is_running
    from (select) one left join ticket_sync_metadata m on m.sync_date = ${date}::date`;
  if (!row) throw new AppError("internal", "The runs of the day could not be read.");
  const seconds = Math.ceil((nextScheduledRun(ctx.now).getTime() - ctx.now.getTime()) / 1000);
  return {
    can_sync_now: !row.is_running,
    time_until_next_sync: seconds,
    minutes_until_next: Math.ceil(seconds / 60),
    last_sync_time: row.last_sync_time,
    sync_count_today: row.sync_count,
    tickets_processed_today: row.tickets_processed,
  };
}

export function nextScheduledRun(now: Date): Date {
  return new Date((Math.floor(now.getTime() / scheduleMs) + 1) * scheduleMs);
}
