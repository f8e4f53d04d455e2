import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countedClosures, daysOf } from "./counted-closures";
import { readClock } from "./read-clock";
import { previousRange, resolvePeriod } from "./resolve-period";
import type { ClosureSeries, ClosureSeriesQuery } from "./schema";

/** How closures went on, by the day or the hour of the organization's clock; every place of the range is there. */
export async function getClosureSeries(
  ctx: Context,
  query: ClosureSeriesQuery,
): Promise<{ data: ClosureSeries }> {
  const { time_zone, today } = await readClock(ctx);
  const { period: _, ...range } = resolvePeriod(query, today);
  const previous = query.compare ? previousRange(range) : null;
  const whole = { start_date: previous?.start_date ?? range.start_date, end_date: range.end_date };
  const source = query.as_known_at
    ? sql`(${countedClosures(daysOf(whole), time_zone, query.as_known_at)})`
    : sql`ticket_closure_totals`;
  const isByHour = query.by === "hour";
  const place = isByHour ? sql`date, hour` : sql`date`;
  // An hour the clock skips is shown by no instant of the day.
  const places = isByHour
    ? sql`select d.date, extract(hour from i at time zone ${time_zone})::int as hour
        from ${daysOf(range)} d cross join lateral generate_series(d.date::timestamp at time zone ${time_zone},
          (d.date + 1)::timestamp at time zone ${time_zone} - interval '1 minute', interval '30 minutes') i group by 1, 2`
    : sql`select d.date, null::int as hour from ${daysOf(range)} d`;
  const days = previous ? (Date.parse(range.start_date) - Date.parse(previous.start_date)) / 86_400_000 : 0;
  const points = await ctx.tx.$queryRaw<ClosureSeries["points"]>`
    with counted as materialized (
      select ${place}, sum(tickets_closed)::int as n from ${source} c
      where date between ${whole.start_date}::date and ${whole.end_date}::date
        ${query.team ? sql`and team = ${query.team}` : sql``} ${isByHour ? sql`and hour is not null` : sql``}
      group by ${place}
    )
    select p.date::text, p.hour, coalesce(c.n, 0) as tickets_closed, ${previous ? sql`coalesce(b.n, 0)` : sql`null::int`} as previous_closed
    from (${places}) p
      left join counted c on c.date = p.date ${isByHour ? sql`and c.hour = p.hour` : sql``}
      left join counted b on b.date = p.date - ${days}::int ${isByHour ? sql`and b.hour = p.hour` : sql``}
    order by p.date, p.hour`;
  return { data: { ...range, time_zone, by: query.by, points } };
}
