import { prepared } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";

/** What the organization's clock shows now. */
export type Clock = { time_zone: string; today: string; hour: number };

export async function readClock(ctx: Context): Promise<Clock> {
  const [clock] = await ctx.tx.$queryRaw<Clock[]>(prepared`
    select time_zone, (app_now() at time zone time_zone)::date::text as today,
      extract(hour from app_now() at time zone time_zone)::int as hour
    from organizations where id = ${ctx.organizationId}::uuid`);
  if (!clock) throw new Error("The organization is not there.");
  return clock;
}
