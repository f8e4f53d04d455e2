import { instantInZone } from "@/lib/platform/zone-time";
import type { DateFormat } from "./schema";

const clock = String.raw`(?:[T ,]+(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?\s*([ap]\.?m\.?)?)?`;
const zoneSuffix = String.raw`\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const year4First = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${clock}${zoneSuffix}$`, "i");
const yearLast = new RegExp(
  String.raw`^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})${clock}${zoneSuffix}$`,
  "i",
);
const dayMonthName = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?(\d{1,2})[\s.-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})${clock}${zoneSuffix}$`,
  "i",
);
const monthNameDay = new RegExp(
  String.raw`^(?:[a-z]{3,9},?\s+)?([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})${clock}${zoneSuffix}$`,
  "i",
);
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

type Clock = (string | undefined)[];

/** The instant a text stands for, in milliseconds, or null. Times without a zone are the given zone's. */
export function parseDate(text: string, format: DateFormat, zone: string): number | null {
  if (format === "epoch_seconds") return epoch(text, 1000);
  if (format === "epoch_milliseconds") return epoch(text, 1);
  if (format === "iso") {
    const found = year4First.exec(text);
    return found && build(found[1], found[2], found[3], found.slice(4), zone);
  }
  if (format === "text") return parseNamedMonth(text, zone);
  const found = yearLast.exec(text);
  if (!found) return null;
  const [day, month] = format === "dmy" ? [found[1], found[2]] : [found[2], found[1]];
  return build(found[3], month, day, found.slice(4), zone);
}

/** Counts how often each notation fits, over all the values it is shown. */
export class DateEvidence {
  seen = 0;
  private ymd = 0;
  private named = 0;
  private slashed = 0;
  private seconds = 0;
  private milliseconds = 0;
  /** Values whose first, or second, number cannot be a month. */
  dayFirst = 0;
  monthFirst = 0;

  add(text: string): void {
    this.seen += 1;
    const found = yearLast.exec(text);
    if (found) {
      this.slashed += 1;
      if (Number(found[1]) > 12) this.dayFirst += 1;
      if (Number(found[2]) > 12) this.monthFirst += 1;
    } else if (year4First.test(text)) this.ymd += 1;
    else if (/^\d{9,10}$/.test(text)) this.seconds += 1;
    else if (/^\d{12,13}$/.test(text)) this.milliseconds += 1;
    else if (parseNamedMonth(text, "UTC") !== null) this.named += 1;
  }

  /** The notation of that share of the values; `slashed` still has to be told apart. */
  kind(share = 0.9): "iso" | "slashed" | "text" | "epoch_seconds" | "epoch_milliseconds" | null {
    const needed = this.seen * share;
    if (this.seen === 0) return null;
    if (this.ymd >= needed) return "iso";
    if (this.slashed >= needed) return "slashed";
    if (this.named >= needed) return "text";
    if (this.seconds >= needed) return "epoch_seconds";
    return this.milliseconds >= needed ? "epoch_milliseconds" : null;
  }
}

/** Day first or month first, decided over all the columns of a file together. */
export function dayOrder(columns: readonly DateEvidence[]): { format: "dmy" | "mdy"; isAmbiguous: boolean } {
  const dayFirst = columns.reduce((sum, column) => sum + column.dayFirst, 0);
  const monthFirst = columns.reduce((sum, column) => sum + column.monthFirst, 0);
  return { format: monthFirst > dayFirst ? "mdy" : "dmy", isAmbiguous: dayFirst === 0 && monthFirst === 0 };
}

function parseNamedMonth(text: string, zone: string): number | null {
  const dayFirst = dayMonthName.exec(text);
  if (dayFirst) return build(dayFirst[3], monthNumber(dayFirst[2]), dayFirst[1], dayFirst.slice(4), zone);
  const monthFirst = monthNameDay.exec(text);
  return (
    monthFirst && build(monthFirst[3], monthNumber(monthFirst[1]), monthFirst[2], monthFirst.slice(4), zone)
  );
}

function monthNumber(name = ""): string {
  return String(months.indexOf(name.slice(0, 3).toLowerCase()) + 1);
}

function build(
  yearText: string | undefined,
  month: string | undefined,
  day: string | undefined,
  [hourText, minute, second, fraction, half, offset]: Clock,
  zone: string,
): number | null {
  const year =
    yearText?.length === 2 ? Number(yearText) + (Number(yearText) < 70 ? 2000 : 1900) : Number(yearText);
  const hour = hourOfDay(Number(hourText ?? 0), half);
  const date = new Date(
    Date.UTC(
      year,
      Number(month) - 1,
      Number(day),
      hour,
      Number(minute ?? 0),
      Number(second ?? 0),
      Number(`${fraction ?? ""}000`.slice(0, 3)),
    ),
  );
  const isReal =
    date.getUTCMonth() === Number(month) - 1 &&
    date.getUTCDate() === Number(day) &&
    hour < 24 &&
    Number(minute ?? 0) < 60;
  if (!isReal || Number(second ?? 0) > 59 || year < 1900 || year > 2200) return null;
  return offset ? date.getTime() - offsetMs(offset) : instantInZone(date.getTime(), zone);
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (!half) return hour;
  if (hour < 1 || hour > 12) return 99;
  return (hour % 12) + (half[0]?.toLowerCase() === "p" ? 12 : 0);
}

function offsetMs(offset: string): number {
  const [, sign, hours, minutes] = offset.match(/^([+-])(\d\d):?(\d\d)$/) ?? [];
  if (!sign) return 0;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}

function epoch(text: string, unitMs: number): number | null {
  if (!/^\d{1,14}(?:\.\d+)?$/.test(text)) return null;
  const value = Math.round(Number(text) * unitMs);
  return value < 7_258_118_400_000 ? value : null;
}
