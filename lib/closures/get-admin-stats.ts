import type { Context } from "@/lib/platform/organization";
import { countPeople } from "./get-closures";
import { nextScheduledRun, readSyncStatus } from "./get-sync-status";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { AdminStats } from "./schema";

const shownPerformers = 5;
const shownRuns = 10;

/** What the closure figures consist of, for whoever looks after them. */
export async function getAdminStats(ctx: Context): Promise<{ data: AdminStats }> {
  const clock = await readClock(ctx);
  const range = { start_date: clock.today, end_date: clock.today };
  const people = await countPeople(ctx, clock, range, null, { compare: false });
  return {
    data: {
      current_time: ctx.now,
      sync_info: { ...(await readSyncStatus(ctx, clock.today)), next_sync_time: nextScheduledRun(ctx.now) },
      database_stats: await countRecords(ctx),
      recent_activity: await listRecentRuns(ctx),
      top_performers_today: people.filter(({ kind }) => kind !== "nobody").slice(0, shownPerformers),
      unmapped_users: await listUnmapped(ctx, resolvePeriod({ period: "month" }, clock.today).start_date),
    },
  };
}

async function countRecords(ctx: Context): Promise<AdminStats["database_stats"]> {
  const [row] = await ctx.tx.$queryRaw<AdminStats["database_stats"][]>`
    select (select count(*)::int from ticket_closures where void_at is null) as total_closure_records,
      (select count(*)::int from ticket_closure_history) as total_history_records,
      (select count(*)::int from ticket_closure_daily) as total_daily_records,
      (select count(*)::int from ticket_closure_legacy) as total_legacy_records,
      (select count(*)::int from ticket_closures) as total_events,
      (select count(*)::int from ticket_closures where void_at is not null) as voided_events,
      (select count(*)::int from freshworks_user_mapping) as mapped_users_count,
      (select count(*)::int from freshworks_user_mapping where user_id is not null) as linked_mappings_count,
      (select count(*)::int from freshworks_user_mapping where user_id is null) as unmapped_mappings_count,
      (select count(distinct date)::int from ticket_closure_totals) as days_with_data,
      (select coalesce(sum(sync_count), 0)::int from ticket_sync_metadata) as total_syncs`;
  if (!row) throw new Error("The records could not be counted.");
  return row;
}

async function listRecentRuns(ctx: Context): Promise<AdminStats["recent_activity"]> {
  const rows = await ctx.tx.$queryRaw<
    {
      kind: string;
      status: string;
      date: string;
      hour: number | null;
      tickets_closed: number;
      timestamp: Date;
    }[]
  >`
    select kind, status, date::text, hour::int, tickets_closed, coalesce(completed_at, created_at) as timestamp
    from ticket_closure_runs where created_at > app_now() - interval '7 days' order by created_at desc, id desc limit ${shownRuns}`;
  return rows.map(({ kind, status, date, hour, tickets_closed, timestamp }) => ({
    description: `${kind === "schedule" ? "Scheduled count" : "Count"} of ${date}${hour === null ? "" : `, hour ${hour}`}: ${status}, ${tickets_closed} closed`,
    timestamp,
  }));
}

async function listUnmapped(ctx: Context, since: string): Promise<AdminStats["unmapped_users"]> {
  return ctx.tx.$queryRaw<AdminStats["unmapped_users"]>`
    select c.agent_id::float8 as freshworks_user_id, coalesce(m.freshworks_username, 'Agent ' || c.agent_id) as freshworks_username,
      c.tickets_closed
    from (select freshworks_user_id as agent_id, sum(tickets_closed)::int as tickets_closed from ticket_closure_daily
      where user_id is null and freshworks_user_id is not null and date >= ${since}::date group by 1) c
      left join freshworks_user_mapping m on m.freshworks_user_id = c.agent_id
    order by c.tickets_closed desc, 2`;
}
