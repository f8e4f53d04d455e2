import type { Context } from "@/lib/platform/organization";
import { isSettled } from "./get-closures";
import { readClock } from "./read-clock";
import { type DayRange, resolvePeriod } from "./resolve-period";
import type { ClosureHealth } from "./schema";

type State = ClosureHealth["state"];
type Connection = ClosureHealth["connections"][number];

/** Younger is up to date: the schedule runs every hour. */
const lateAfterSeconds = 90 * 60;

/** Whether figures can be believed: when they were last brought up to date, and what is not in them. */
export async function getClosureHealth(ctx: Context): Promise<{ data: ClosureHealth }> {
  const clock = await readClock(ctx);
  const { period: _, ...range } = resolvePeriod({ period: "month" }, clock.today);
  const own = await readLastRun(ctx);
  const connections = await readConnections(ctx);
  const age = own.last_run_at ? secondsSince(ctx, own.last_run_at) : null;
  const ownState: State = own.failed_message ? "failed" : stateOfAge(age);
  const state = worst([ownState, ...connections.map((connection) => connection.state)]);
  return {
    data: {
      state,
      detail: explain(ownState, age, own.failed_message, connections),
      last_run_at: own.last_run_at,
      age_seconds: age,
      connections,
      ...(await readUnmapped(ctx, range)),
      days_without_data: await listEmptyDays(ctx, range),
      is_settled: await isSettled(ctx, range, clock),
      checked_at: ctx.now,
    },
  };
}

async function readLastRun(
  ctx: Context,
): Promise<{ last_run_at: Date | null; failed_message: string | null }> {
  const [row] = await ctx.tx.$queryRaw<{ last_run_at: Date | null; failed_message: string | null }[]>`
    select (select max(last_sync_time) from ticket_sync_metadata) as last_run_at,
      (select case when r.status = 'failed' then coalesce(r.error_message, 'The last run failed.') end from ticket_closure_runs r
        where r.status in ('completed', 'failed') order by r.created_at desc, r.id desc limit 1) as failed_message`;
  return row ?? { last_run_at: null, failed_message: null };
}

async function readConnections(ctx: Context): Promise<Connection[]> {
  const rows = await ctx.tx.$queryRaw<
    (Omit<Connection, "state"> & { status: string | null; created_at: Date })[]
  >`
    select c.id, c.name, c.created_at, last.status, case when last.status = 'failed' then last.error_message end as error_message,
      (select max(s.completed_at) from sync_runs s where s.connection_id = c.id and s.status in ('completed', 'partial')
        and s.kind in ('full', 'incremental', 'closures')) as last_success_at
    from sync_connections c left join lateral (
      select s.status, s.error_message from sync_runs s where s.connection_id = c.id
        and s.kind in ('full', 'incremental', 'closures') and s.status in ('completed', 'partial', 'failed')
      order by s.created_at desc, s.id desc limit 1) last on true
    where c.is_active and c.archived_at is null order by c.name`;
  return rows.map(({ status, created_at, ...connection }) => ({
    ...connection,
    state:
      status === "failed"
        ? "failed"
        : stateOfAge(secondsSince(ctx, connection.last_success_at ?? created_at)),
  }));
}

async function readUnmapped(
  ctx: Context,
  range: DayRange,
): Promise<{ unmapped_agents: number; unmapped_closed: number }> {
  const [row] = await ctx.tx.$queryRaw<{ unmapped_agents: number; unmapped_closed: number }[]>`
    select count(distinct freshworks_user_id)::int as unmapped_agents, coalesce(sum(tickets_closed), 0)::int as unmapped_closed
    from ticket_closure_daily where user_id is null and freshworks_user_id is not null
      and date between ${range.start_date}::date and ${range.end_date}::date`;
  return row ?? { unmapped_agents: 0, unmapped_closed: 0 };
}

async function listEmptyDays(ctx: Context, range: DayRange): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ date: string }[]>`
    select d::date::text as date from generate_series(${range.start_date}::date, ${range.end_date}::date, interval '1 day') d
    where not exists (select from ticket_closure_totals t where t.date = d::date) order by d`;
  return rows.map(({ date }) => date);
}

function stateOfAge(seconds: number | null): State {
  return seconds !== null && seconds < lateAfterSeconds ? "ok" : "late";
}

function worst(states: readonly State[]): State {
  return states.includes("failed") ? "failed" : states.includes("late") ? "late" : "ok";
}

function secondsSince(ctx: Context, instant: Date): number {
  return Math.max(0, Math.round((ctx.now.getTime() - instant.getTime()) / 1000));
}

function explain(
  own: State,
  age: number | null,
  failure: string | null,
  connections: readonly Connection[],
): string {
  const broken = connections.find((connection) => connection.state === "failed");
  if (broken)
    return `${broken.name} could not be read: ${broken.error_message ?? "its last run failed"}. Closures there since then are missing.`;
  if (own === "failed") return `The last count failed: ${failure}`;
  const behind = connections.find((connection) => connection.state === "late");
  if (behind)
    return `${behind.name} was last read ${behind.last_success_at ? "more than 90 minutes ago" : "never"}. Start a sync, or check its schedule.`;
  if (age === null)
    return "Nothing has been counted yet. The first count runs with the next full hour, or start one now.";
  if (own === "late")
    return "The last count was more than 90 minutes ago. Check that background work runs, under Settings → Operations.";
  return "Figures are up to date.";
}
