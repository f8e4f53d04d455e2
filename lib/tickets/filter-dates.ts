import { raw, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { DatePreset } from "./schema";

type Unit = "day" | "week" | "month";

/** Written as a select it is one value: row-level security then lets an index compare with it. */
export const currentInstant = sql`(select app_now())`;

/** A range that moves with the clock, in the organization's zone; days are whole, "last" ranges end now. */
export function withinPreset(ctx: Context, column: Sql, preset: DatePreset): Sql {
  const startOf = (unit: Unit, offset = 0) =>
    sql`(select (date_trunc(${raw(`'${unit}'`)}, app_now() at time zone ${ctx.actor.timeZone}) + ${raw(`interval '${offset} ${unit}'`)}) at time zone ${ctx.actor.timeZone})`;
  const period = (unit: Unit, offset: number) =>
    sql`(${column} >= ${startOf(unit, offset)} and ${column} < ${startOf(unit, offset + 1)})`;
  const last = (length: string) =>
    sql`(${column} >= (select app_now() - ${raw(`interval '${length}'`)}) and ${column} <= ${currentInstant})`;
  const next = (length: string) =>
    sql`(${column} >= ${currentInstant} and ${column} < (select app_now() + ${raw(`interval '${length}'`)}))`;
  switch (preset) {
    case "today":
      return period("day", 0);
    case "yesterday":
      return period("day", -1);
    case "tomorrow":
      return period("day", 1);
    case "this_week":
      return period("week", 0);
    case "this_month":
      return period("month", 0);
    case "last_month":
      return period("month", -1);
    case "last_24_hours":
      return last("24 hours");
    case "last_7_days":
      return last("7 days");
    case "last_30_days":
      return last("30 days");
    case "last_90_days":
      return last("90 days");
    case "next_24_hours":
      return next("24 hours");
    case "next_7_days":
      return next("7 days");
  }
}

/** A day means its start, or as an upper bound the start of the next one, in the organization's zone. */
export function dayBoundary(ctx: Context, value: string, isUpper: boolean): Sql {
  if (value === "now") return currentInstant;
  if (value.length > 10) return sql`${value}::timestamptz`;
  return sql`(select (${value}::date + ${isUpper ? 1 : 0}::int)::timestamp at time zone ${ctx.actor.timeZone})`;
}
