import { empty, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countedClosures, daysOf } from "./counted-closures";
import type { Clock } from "./read-clock";
import type { DayRange } from "./resolve-period";
import type { ClosedTicketsQuery } from "./schema";

/** Imported daily totals in a figure, of which no tickets are known; they have no team and no hour. */
export async function countLegacy(
  ctx: Context,
  who: Sql,
  { time_zone }: Clock,
  range: DayRange,
  { team, hour, weekday, as_known_at }: Pick<ClosedTicketsQuery, "team" | "hour" | "weekday" | "as_known_at">,
): Promise<number> {
  if (team || hour !== undefined) return 0;
  const source = as_known_at
    ? sql`(${countedClosures(daysOf(range), time_zone, as_known_at)})`
    : sql`(select d.date, d.user_id, case when d.user_id is null then d.freshworks_user_id end as agent_id, d.tickets_closed, d.source
        from ticket_closure_daily d)`;
  const [row] = await ctx.tx.$queryRaw<{ total: number }[]>`
    select coalesce(sum(c.tickets_closed), 0)::int as total from ${source} c
    where c.source = 'legacy' and c.date between ${range.start_date}::date and ${range.end_date}::date and ${who}
      ${weekday === undefined ? empty : sql`and extract(isodow from c.date) = ${weekday}::int`}`;
  return row?.total ?? 0;
}
