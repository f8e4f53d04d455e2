import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countedClosures, daysOf } from "./counted-closures";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { ClosureFilters, HeatMap } from "./schema";

/** At which hours of which weekdays tickets are closed. */
export async function getHeatMap(ctx: Context, query: ClosureFilters): Promise<{ data: HeatMap }> {
  const { time_zone, today } = await readClock(ctx);
  const { period: _, ...range } = resolvePeriod(query, today);
  const source = query.as_known_at
    ? sql`(${countedClosures(daysOf(range), time_zone, query.as_known_at)})`
    : sql`ticket_closure_totals`;
  const rows = await ctx.tx.$queryRaw<{ weekday: number; hour: number | null; tickets_closed: number }[]>`
    select extract(isodow from date)::int as weekday, hour::int, sum(tickets_closed)::int as tickets_closed from ${source} c
    where date between ${range.start_date}::date and ${range.end_date}::date ${query.team ? sql`and team = ${query.team}` : sql``}
    group by 1, 2`;
  const known = new Map(rows.map((row) => [`${row.weekday} ${row.hour}`, row.tickets_closed]));
  const cells = Array.from({ length: 168 }, (_, at) => {
    const weekday = Math.floor(at / 24) + 1;
    const hour = at % 24;
    return { weekday, hour, tickets_closed: known.get(`${weekday} ${hour}`) ?? 0 };
  });
  const without = rows.filter(({ hour }) => hour === null);
  return {
    data: {
      ...range,
      time_zone,
      cells,
      without_hour: without.reduce((sum, row) => sum + row.tickets_closed, 0),
    },
  };
}
