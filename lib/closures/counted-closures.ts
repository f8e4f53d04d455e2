import { type Sql, sql } from "@/lib/platform/database/sql";
import type { DayRange } from "./resolve-period";

/** The days of a range as a set of `date`. */
export function daysOf({ start_date, end_date }: DayRange): Sql {
  return sql`(select d::date as date from generate_series(${start_date}::date, ${end_date}::date, interval '1 day') d)`;
}

/** Whether `ticket_closures c` stood at that instant; null = as of now. */
export function stoodAt(knownAt: Date | null): Sql {
  return knownAt === null
    ? sql`c.void_at is null`
    : sql`(c.seen_at <= ${knownAt}::timestamptz and (c.void_at is null or c.void_at > ${knownAt}::timestamptz))`;
}

/**
 * The one definition of what is counted: each standing closure on its day and hour of the organization's clock, for the
 * account its agent is linked to, else for the agent; and imported daily totals where no closure of that person and day
 * is known. A clock that shows an hour twice has one such hour of double length. The margin around a day is for zones
 * that change at midnight, where an instant's own date decides.
 */
export function countedClosures(days: Sql, timeZone: string, knownAt: Date | null = null): Sql {
  const imported = knownAt === null ? sql`true` : sql`l.imported_at <= ${knownAt}::timestamptz`;
  return sql`
    with day as materialized (
      select x.date, x.date::timestamp at time zone ${timeZone} - interval '3 hours' as starts_at,
        (x.date + 1)::timestamp at time zone ${timeZone} + interval '3 hours' as ends_at
      from ${days} x
    ), event as materialized (
      select day.date, extract(hour from c.closed_at at time zone ${timeZone})::smallint as hour,
        coalesce(m.user_id, c.user_id) as user_id, c.freshworks_user_id as vendor_id,
        case when m.user_id is null then c.freshworks_user_id end as agent_id,
        c.team, c.ticket_number, c.closed_at, 1 as tickets_closed, 'events' as source
      from day join ticket_closures c on c.closed_at >= day.starts_at and c.closed_at < day.ends_at
        left join freshworks_user_mapping m on m.freshworks_user_id = c.freshworks_user_id
      where ${stoodAt(knownAt)} and (c.closed_at at time zone ${timeZone})::date = day.date
    ), legacy as (
      select l.date, null::smallint as hour, coalesce(m.user_id, l.user_id) as user_id, l.freshworks_user_id as vendor_id,
        case when m.user_id is null then l.freshworks_user_id end as agent_id,
        null::text as team, l.ticket_numbers as ticket_number, null::timestamptz as closed_at, l.tickets_closed, 'legacy' as source
      from day join ticket_closure_legacy l on l.date = day.date
        left join freshworks_user_mapping m on m.freshworks_user_id = l.freshworks_user_id
      where ${imported}
    )
    select * from event
    union all
    select * from legacy l where l.tickets_closed > 0 and not exists (select from event e
      where e.date = l.date and e.user_id is not distinct from l.user_id and e.agent_id is not distinct from l.agent_id)`;
}
