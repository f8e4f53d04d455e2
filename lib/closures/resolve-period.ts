import { invalidField } from "@/lib/platform/errors";
import { type ClosurePeriod, longestRangeDays } from "./schema";

/** Days as `YYYY-MM-DD`, both included. */
export type DayRange = { start_date: string; end_date: string };
export type ResolvedPeriod = DayRange & { period: ClosurePeriod | "range" | "date" };

type Asked = {
  period: ClosurePeriod;
  date?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const weekDays = 7;
const monthDays = 30;
const dayMs = 86_400_000;

/** A free range comes before a period, and a period of several days before a date, as the replaced tracker had it. */
export function resolvePeriod(asked: Asked, today: string): ResolvedPeriod {
  if (asked.to && !asked.from) throw invalidField("from", "Give `from` too, or a `period` instead.");
  if (asked.from) return freeRange(asked.from, asked.to ?? today);
  if (asked.period === "week")
    return { period: "week", start_date: addDays(today, 1 - weekDays), end_date: today };
  if (asked.period === "month")
    return { period: "month", start_date: addDays(today, 1 - monthDays), end_date: today };
  if (asked.date) return { period: "date", start_date: asked.date, end_date: asked.date };
  const day = asked.period === "yesterday" ? addDays(today, -1) : today;
  return { period: asked.period, start_date: day, end_date: day };
}

function freeRange(from: string, to: string): ResolvedPeriod {
  if (to < from) throw invalidField("to", "The range ends before it begins.");
  if (countDays({ start_date: from, end_date: to }) > longestRangeDays)
    throw invalidField("to", `A range may have ${longestRangeDays} days.`);
  return { period: "range", start_date: from, end_date: to };
}

/** The same number of days right before. */
export function previousRange(range: DayRange): DayRange {
  const days = countDays(range);
  return { start_date: addDays(range.start_date, -days), end_date: addDays(range.end_date, -days) };
}

export function countDays({ start_date, end_date }: DayRange): number {
  return (Date.parse(end_date) - Date.parse(start_date)) / dayMs + 1;
}

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * dayMs).toISOString().slice(0, 10);
}
