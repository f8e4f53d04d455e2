import { empty, join, prepared, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { roleName } from "@/lib/platform/role-name";
import { countedClosures, daysOf } from "./counted-closures";
import { readSyncStatus } from "./get-sync-status";
import { byCount, closerColumns, closerJoins, closerNames } from "./name-closers";
import { type Clock, readClock } from "./read-clock";
import { type DayRange, previousRange, resolvePeriod } from "./resolve-period";
import type { Closures, ClosuresQuery, PersonClosures } from "./schema";

type Asked = Pick<ClosuresQuery, "team" | "as_known_at" | "compare" | "include">;
type CountedPerson = Omit<
  PersonClosures,
  "ticket_numbers" | "previous_closed" | "last_sync_hour" | "sync_count"
> &
  Partial<Pick<PersonClosures, "previous_closed" | "last_sync_hour" | "sync_count">> & {
    numbers?: string | null;
  };

/** Who closed how many tickets in a period, most first, with the period's totals by team. */
export async function getClosures(ctx: Context, query: ClosuresQuery): Promise<{ data: Closures }> {
  const clock = await readClock(ctx);
  const { period, ...range } = resolvePeriod(query, clock.today);
  const previous = query.compare ? previousRange(range) : null;
  const people = await countPeople(ctx, clock, range, previous, query);
  const totals = await countTeams(ctx, clock, range, query);
  const isPersonBased = people.reduce((sum, person) => sum + person.tickets_closed, 0);
  return {
    data: {
      ...range,
      time_zone: clock.time_zone,
      period: period === "date" ? "range" : period,
      as_known_at: query.as_known_at ?? null,
      team: query.team ?? null,
      teams: totals.teams,
      total_closed: isPersonBased,
      legacy_closed: query.team ? 0 : totals.legacy_closed,
      previous: previous && {
        ...previous,
        total_closed: people.reduce((sum, person) => sum + (person.previous_closed ?? 0), 0),
      },
      people: people.filter((person) => person.tickets_closed > 0 || previous !== null),
      is_settled: await isSettled(
        ctx,
        previous ? { ...range, start_date: previous.start_date } : range,
        clock,
      ),
      sync_status: await readSyncStatus(ctx, clock.today),
    },
  };
}

/** From the daily table; what it does not hold (earlier knowledge, one team's ticket numbers) from the closures themselves. */
export async function countPeople(
  ctx: Context,
  clock: Clock,
  range: DayRange,
  previous: DayRange | null,
  { team, as_known_at, include }: Asked,
): Promise<PersonClosures[]> {
  const whole = { start_date: previous?.start_date ?? range.start_date, end_date: range.end_date };
  const wantsNumbers = include === "ticket_numbers";
  const source =
    as_known_at || (team && wantsNumbers)
      ? fromClosures(countedClosures(daysOf(whole), clock.time_zone, as_known_at ?? null), team)
      : fromDaily(whole, team);
  const isInRange = sql`r.date >= ${range.start_date}::date`;
  const isOneDay = range.start_date === range.end_date;
  const wanted = [
    ...(previous ? [sql`coalesce(sum(r.n) filter (where not ${isInRange}), 0)::int as previous_closed`] : []),
    ...(isOneDay
      ? [
          sql`max(r.hour) filter (where ${isInRange})::int as last_sync_hour`,
          sql`coalesce(sum(r.sync_count) filter (where ${isInRange}), 0)::int as sync_count`,
        ]
      : []),
    ...(wantsNumbers
      ? [sql`string_agg(nullif(btrim(r.numbers, '[] '), ''), ',') filter (where ${isInRange}) as numbers`]
      : []),
  ].map((column) => sql`, ${column}`);
  const names = wanted.length > 0 ? join(wanted, "") : empty;
  const counted = sql`
    select r.user_id, r.agent_id,
      ${previous ? sql`coalesce(sum(r.n) filter (where ${isInRange}), 0)` : sql`sum(r.n)`}::int as tickets_closed${names}
    from (${source}) r where r.n > 0 group by r.user_id, r.agent_id`;
  const rows = await ctx.tx.$queryRaw<(CountedPerson & { agent_id: unknown })[]>(prepared`
    with ${closerNames}, counted as materialized (${counted}), vendor_id as (
      select user_id, min(freshworks_user_id) as id from freshworks_user_mapping where user_id is not null group by user_id
    )
    select ${closerColumns}, coalesce(r.agent_id, v.id)::float8 as freshworks_user_id, r.*
    from ${closerJoins(sql`counted`)} left join vendor_id v on v.user_id = r.user_id`);
  const people = rows.map(({ numbers, agent_id: _, ...person }) => ({
    previous_closed: null,
    last_sync_hour: null,
    sync_count: 0,
    ...person,
    ...(wantsNumbers && { ticket_numbers: JSON.parse(`[${numbers ?? ""}]`) as string[] }),
  }));
  return people.sort(byCount((person) => person.tickets_closed));
}

function fromDaily(range: DayRange, team: string | undefined): Sql {
  return sql`
    select d.user_id, case when d.user_id is null then d.freshworks_user_id end as agent_id, d.date,
      ${team ? sql`coalesce((d.teams ->> ${team})::int, 0)` : sql`d.tickets_closed`} as n,
      d.last_sync_hour as hour, d.sync_count, d.ticket_numbers as numbers
    from ticket_closure_daily d where d.date between ${range.start_date}::date and ${range.end_date}::date`;
}

function fromClosures(counted: Sql, team: string | undefined): Sql {
  return sql`
    select c.user_id, c.agent_id, c.date, c.tickets_closed as n, c.hour, 0 as sync_count,
      case when c.source = 'legacy' then c.ticket_number else to_jsonb(c.ticket_number)::text end as numbers
    from (${counted}) c ${team ? sql`where c.team = ${team}` : sql``}`;
}

async function countTeams(
  ctx: Context,
  clock: Clock,
  range: DayRange,
  { as_known_at }: Asked,
): Promise<{ teams: Closures["teams"]; legacy_closed: number }> {
  const source = as_known_at
    ? sql`(${countedClosures(daysOf(range), clock.time_zone, as_known_at)})`
    : sql`ticket_closure_totals`;
  const rows = await ctx.tx.$queryRaw<
    { team: string | null; label: string | null; tickets_closed: number; legacy: number }[]
  >(prepared`
    select c.team, g.name as label, c.tickets_closed, c.legacy from (
      select team, sum(tickets_closed)::int as tickets_closed, coalesce(sum(tickets_closed) filter (where hour is null), 0)::int as legacy
      from ${source} s where date between ${range.start_date}::date and ${range.end_date}::date group by team
    ) c left join lateral (select name from sync_groups g where 'group:' || g.external_id = c.team limit 1) g on true
    order by c.tickets_closed desc, c.team`);
  return {
    teams: rows.flatMap(({ team, label, tickets_closed }) =>
      team === null ? [] : [{ key: team, label: label ?? teamLabel(team), tickets_closed }],
    ),
    legacy_closed: rows.reduce((sum, row) => sum + row.legacy, 0),
  };
}

/** A queue by its role; a group whose name the external desk has not told. */
function teamLabel(team: string): string {
  return team.startsWith("group:") ? `Group ${team.slice("group:".length)}` : roleName(team);
}

/** Whether no closure of these days waits to be counted. */
export async function isSettled(
  ctx: Context,
  range: DayRange,
  { time_zone }: Pick<Clock, "time_zone">,
): Promise<boolean> {
  const [row] = await ctx.tx.$queryRaw<{ is_settled: boolean }[]>(prepared`
    select not exists (select from ticket_closure_changes where slot = '-infinity' or
      (slot >= (${range.start_date}::date::timestamp at time zone ${time_zone}) - interval '15 minutes'
        and slot < ((${range.end_date}::date + 1)::timestamp at time zone ${time_zone}))) as is_settled`);
  return row?.is_settled ?? true;
}
