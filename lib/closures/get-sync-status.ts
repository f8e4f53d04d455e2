import { sql } from "@/lib/platform/database/sql";
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

/** Runs that a person or a program had. */
const isAskedFor = sql`r.kind in ('hourly', 'daily') and r.status <> 'failed'`;
const pauseMs = 3_600_000;

/** How long a day that somebody had counted waits for the next time; 0 = no longer. Forced and hourly counts begin it anew. */
export async function syncPauseSeconds(ctx: Context, date: Clock["today"]): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ last_asked_at: Date | null }[]>`
    select max(r.created_at) as last_asked_at from ticket_closure_runs r
    where r.created_at > app_now() - interval '1 hour' and r.date = ${date}::date and ${isAskedFor}`;
  return pauseLeft(ctx, row?.last_asked_at ?? null);
}

function pauseLeft(ctx: Context, lastAskedAt: Date | null): number {
  if (!lastAskedAt) return 0;
  return Math.max(0, Math.ceil((lastAskedAt.getTime() + pauseMs - ctx.now.getTime()) / 1000));
}

export async function readSyncStatus(ctx: Context, date: Clock["today"]): Promise<SyncStatus> {
  const [row] = await ctx.tx.$queryRaw<
    {
      last_sync_time: Date | null;
      sync_count: number;
      tickets_processed: number;
      is_running: boolean;
      last_asked_at: Date | null;
    }[]
  >`
    select (select max(last_sync_time) from ticket_sync_metadata where sync_date <= ${date}::date) as last_sync_time,
      coalesce(m.sync_count, 0) as sync_count, coalesce(m.tickets_processed, 0) as tickets_processed,
      coalesce(r.is_running, false) as is_running, r.last_asked_at
    from (select bool_or(r.status in ('queued', 'running')) as is_running,
        max(r.created_at) filter (where r.created_at > app_now() - interval '1 hour' and r.date = ${date}::date and ${isAskedFor}) as last_asked_at
      from ticket_closure_runs r where r.created_at > app_now() - interval '2 hours') r
      left join ticket_sync_metadata m on m.sync_date = ${date}::date`;
  if (!row) throw new AppError("internal", "The runs of the day could not be read.");
  const pause = pauseLeft(ctx, row.last_asked_at);
  const seconds = pause || Math.ceil((nextScheduledRun(ctx.now).getTime() - ctx.now.getTime()) / 1000);
  return {
    can_sync_now: !row.is_running && pause === 0,
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
