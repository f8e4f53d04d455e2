import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countedClosures } from "./counted-closures";
import { readClock } from "./read-clock";

/** Enough for years of history in few transactions, and little enough for each to end within seconds. */
const daysAtOnce = 400;

export type Recount = { days: string[]; isDone: boolean };

/** Counts the days anew whose closures changed since the last time: all tables of figures in this one transaction. */
export async function recountClosures(ctx: Context): Promise<Recount> {
  await ctx.tx
    .$queryRaw`select pg_advisory_xact_lock(hashtextextended('recount_closures' || ${ctx.organizationId}, 0))`;
  const { time_zone } = await readClock(ctx);
  const taken = await takeChanges(ctx, time_zone);
  const days = taken.isEverything ? await listDays(ctx, time_zone) : taken.days;
  if (days.length > 0) await countDays(ctx, days, time_zone);
  if (days.length > 0 || taken.isEverything)
    ctx.tell("closures.recounted", { days: taken.isEverything ? null : days });
  return { days, isDone: taken.isEverything || taken.days.length < daysAtOnce };
}

/** Counts these days, whether anything changed there or not. */
export async function countDays(ctx: Context, days: readonly string[], timeZone: string): Promise<void> {
  const asked = sql`(select unnest(${[...days]}::date[]) as date)`;
  const counted = countedClosures(asked, timeZone);
  await countHistory(ctx, counted, days);
  await countDaily(ctx, counted, days);
  await ctx.tx.$executeRaw`delete from ticket_closure_totals where date = any (${[...days]}::date[])`;
  await ctx.tx.$executeRaw`
    insert into ticket_closure_totals (date, hour, team, tickets_closed)
    select date, hour, team, sum(tickets_closed) from (${counted}) counted group by 1, 2, 3`;
}

async function takeChanges(
  ctx: Context,
  timeZone: string,
): Promise<{ days: string[]; isEverything: boolean }> {
  // A quarter hour may reach into the next day where a zone was once off by odd minutes: both days count.
  const rows = await ctx.tx.$queryRaw<{ day: string | null }[]>`
    with waiting as (
      select slot, (slot at time zone ${timeZone})::date as first_day,
        ((slot + interval '899 seconds') at time zone ${timeZone})::date as last_day
      from ticket_closure_changes where slot > '-infinity'
    ), chosen as (
      select day from (select first_day as day from waiting union select last_day from waiting) days order by day desc limit ${daysAtOnce}
    ), taken as (
      delete from ticket_closure_changes c
      where c.slot = '-infinity' or c.slot in (select slot from waiting
        where first_day in (select day from chosen) and last_day in (select day from chosen))
      returning c.slot
    )
    select day::text from chosen
    union all
    select null from taken where slot = '-infinity'`;
  return {
    days: rows.flatMap(({ day }) => (day === null ? [] : [day])),
    isEverything: rows.some(({ day }) => day === null),
  };
}

/** Every day that has figures, or should. */
async function listDays(ctx: Context, timeZone: string): Promise<string[]> {
  await ctx.tx.$executeRaw`delete from ticket_closure_changes`;
  const rows = await ctx.tx.$queryRaw<{ day: string }[]>`
    select (closed_at at time zone ${timeZone})::date::text as day from ticket_closures where void_at is null
    union select date::text from ticket_closure_legacy
    union select date::text from ticket_closure_daily`;
  return rows.map(({ day }) => day);
}

const closerKey = sql`coalesce(user_id::text, agent_id::text, '')`;
/** One text, so that rows are looked up by all of it: the planner takes counted rows for few. */
const placeOf = (row: Sql) => sql`${row}.date || ' ' || ${row}.closer_key || ' '`;
const agentShown = sql`coalesce(agent_id, min(vendor_id))`;
const numbers = sql`coalesce(jsonb_agg(ticket_number order by closed_at, ticket_number) filter (where source = 'events'), '[]')`;

async function countHistory(ctx: Context, counted: Sql, days: readonly string[]): Promise<void> {
  await ctx.tx.$executeRaw`
    with fresh as materialized (
      select date, hour, user_id, ${agentShown} as freshworks_user_id, date || ' ' || ${closerKey} || ' ' || hour as place,
        sum(tickets_closed)::int as tickets_closed, ${numbers}::text as ticket_numbers
      from (${counted}) counted where hour is not null group by date, hour, user_id, agent_id
    ), gone as (
      delete from ticket_closure_history h where h.date = any (${[...days]}::date[]) and not exists (select from fresh f
        where f.place = ${placeOf(sql`h`)} || h.hour)
    )
    insert into ticket_closure_history as h (user_id, freshworks_user_id, date, hour, tickets_closed, ticket_numbers, sync_timestamp)
    select user_id, freshworks_user_id, date, hour, tickets_closed, ticket_numbers, app_now() from fresh
    on conflict (organization_id, date, hour, closer_key) do update set freshworks_user_id = excluded.freshworks_user_id,
      tickets_closed = excluded.tickets_closed, ticket_numbers = excluded.ticket_numbers, sync_timestamp = app_now(), updated_at = app_now()
    where (h.freshworks_user_id, h.tickets_closed, h.ticket_numbers)
      is distinct from (excluded.freshworks_user_id, excluded.tickets_closed, excluded.ticket_numbers)`;
}

async function countDaily(ctx: Context, counted: Sql, days: readonly string[]): Promise<void> {
  await ctx.tx.$executeRaw`
    with team as materialized (
      select date, user_id, agent_id, team, min(vendor_id) as vendor_id, max(hour) as hour, sum(tickets_closed)::int as tickets_closed,
        ${numbers} as ticket_numbers, max(source) as source, max(ticket_number) as legacy_numbers
      from (${counted}) counted group by date, user_id, agent_id, team
    ), fresh as materialized (
      select date, user_id, ${agentShown} as freshworks_user_id, date || ' ' || ${closerKey} || ' ' as place, sum(tickets_closed)::int as tickets_closed,
        case when max(source) = 'legacy' then max(legacy_numbers) else
          (select jsonb_agg(n) from unnest(array_agg(ticket_numbers)) a, jsonb_array_elements_text(a) n)::text end as ticket_numbers,
        max(hour) as last_sync_hour, max(source) as source,
        coalesce(jsonb_object_agg(team, tickets_closed) filter (where team is not null), '{}') as teams
      from team group by date, user_id, agent_id
    ), gone as (
      delete from ticket_closure_daily d where d.date = any (${[...days]}::date[]) and not exists (select from fresh f
        where f.place = ${placeOf(sql`d`)})
    )
    insert into ticket_closure_daily as d
      (user_id, freshworks_user_id, date, tickets_closed, ticket_numbers, last_sync_hour, sync_count, source, teams)
    select user_id, freshworks_user_id, date, tickets_closed, ticket_numbers, last_sync_hour, 1, source, teams from fresh
    on conflict (organization_id, date, closer_key) do update set freshworks_user_id = excluded.freshworks_user_id,
      tickets_closed = excluded.tickets_closed, ticket_numbers = excluded.ticket_numbers, last_sync_hour = excluded.last_sync_hour,
      sync_count = d.sync_count + 1, source = excluded.source, teams = excluded.teams, updated_at = app_now()
    where (d.freshworks_user_id, d.tickets_closed, d.ticket_numbers, d.source, d.teams)
      is distinct from (excluded.freshworks_user_id, excluded.tickets_closed, excluded.ticket_numbers, excluded.source, excluded.teams)`;
}
