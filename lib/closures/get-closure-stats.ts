import type { Context } from "@/lib/platform/organization";
import { countPeople } from "./get-closures";
import { readClock } from "./read-clock";
import { resolvePeriod } from "./resolve-period";
import type { ClosureStats } from "./schema";

type Totals = Pick<ClosureStats, "total_tickets" | "today_total" | "this_week" | "this_month">;

/** Totals in the documented names; week and month are 7 and 30 days as everywhere. */
export async function getClosureStats(ctx: Context): Promise<{ data: ClosureStats }> {
  const clock = await readClock(ctx);
  const { today } = clock;
  const week = resolvePeriod({ period: "week" }, today);
  const month = resolvePeriod({ period: "month" }, today);
  const [totals] = await ctx.tx.$queryRaw<Totals[]>`
    select coalesce(sum(tickets_closed), 0)::int as total_tickets,
      coalesce(sum(tickets_closed) filter (where date = ${today}::date), 0)::int as today_total,
      coalesce(sum(tickets_closed) filter (where date between ${week.start_date}::date and ${today}::date), 0)::int as this_week,
      coalesce(sum(tickets_closed) filter (where date between ${month.start_date}::date and ${today}::date), 0)::int as this_month
    from ticket_closure_totals`;
  const range = { start_date: today, end_date: today };
  const [top] = await countPeople(ctx, clock, range, null, { compare: false });
  const none = { total_tickets: 0, today_total: 0, this_week: 0, this_month: 0 };
  return { data: { date: today, ...(totals ?? none), top_performer: top ?? null } };
}
