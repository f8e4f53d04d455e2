import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { byCount, closerColumns, closerJoins, closerNames } from "./name-closers";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { UserStats } from "./schema";

/** Everyone's figures of today, 7 and 30 days side by side, most of the month first. */
export async function getUserStats(ctx: Context): Promise<UserStats> {
  const { today } = await readClock(ctx);
  const week = resolvePeriod({ period: "week" }, today);
  const month = resolvePeriod({ period: "month" }, today);
  const data = await ctx.tx.$queryRaw<UserStats["data"]>`
    with ${closerNames}, counted as materialized (
      select d.user_id, case when d.user_id is null then d.freshworks_user_id end as agent_id, min(d.freshworks_user_id) as vendor_id,
        coalesce(sum(d.tickets_closed) filter (where d.date = ${today}::date), 0)::int as today,
        coalesce(sum(d.tickets_closed) filter (where d.date >= ${week.start_date}::date), 0)::int as this_week,
        sum(d.tickets_closed)::int as this_month
      from ticket_closure_daily d where d.date between ${month.start_date}::date and ${today}::date group by 1, 2
    )
    select ${closerColumns}, coalesce(r.agent_id, r.vendor_id)::float8 as freshworks_user_id, r.today, r.this_week, r.this_month
    from ${closerJoins(sql`counted`)}`;
  return { data: data.sort(byCount((person) => person.this_month)), date: today };
}
