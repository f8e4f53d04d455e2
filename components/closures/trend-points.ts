import type { TrendPoint } from "../shared/trend-types";
import {
  addDays,
  countDays,
  dayWords,
  hourWords,
  monthWords,
  rangeWords,
  shortDay,
  weekdayOf,
} from "./closure-days";
import type { ClosureSlice } from "./closures-address";
import type { HeatMapData, SeriesData } from "./closures-queries";
import { hourSpan } from "./slice-words";

export type TrendUnit = "hour" | "hour_of_day" | "day" | "week" | "month";

export interface ClosurePoint extends TrendPoint {
  /** The tickets that the point counts. */
  slice: ClosureSlice;
}

type SeriesPoint = SeriesData["points"][number];
type Clock = { day: string; hour: number };

/** More bars than this are too thin to tell apart. */
const mostDays = 92;
const mostWeeks = 140 * 7;

/** Bars of one day are its hours, of many days weeks or months. */
export function unitOf(start: string, end: string): Exclude<TrendUnit, "hour_of_day"> {
  const days = countDays(start, end);
  return days === 1 ? "hour" : days <= mostDays ? "day" : days <= mostWeeks ? "week" : "month";
}

export function trendPoints(
  series: SeriesData,
  now: Clock,
  withoutData: ReadonlySet<string>,
): ClosurePoint[] {
  const unit = unitOf(series.start_date, series.end_date);
  if (unit === "hour") return series.points.map((point) => hourPoint(point, now));
  if (unit === "day") {
    const isShort = series.points.length <= 10;
    return series.points.map((point) => dayPoint(point, isShort, now, withoutData));
  }
  const groups = Map.groupBy(series.points, ({ date }) =>
    unit === "week" ? addDays(date, -weekdayOf(date)) : date.slice(0, 7),
  );
  return Array.from(groups.values(), (days) => spanPoint(days, unit, now));
}

/** The day's profile over a range of several days. */
export function hourOfDayPoints(heat: HeatMapData, previous: HeatMapData | undefined): ClosurePoint[] {
  const sums = sumByHour(heat);
  const earlier = previous && sumByHour(previous);
  return sums.map((closed, hour) => ({
    id: String(hour),
    label: hourWords(hour).slice(0, 2),
    values: { closed, previous: earlier?.[hour] ?? null },
    sentence: sentence(hourSpan(hour), closed, earlier?.[hour]),
    slice: { hour },
  }));
}

function hourPoint({ date, hour, ...counts }: SeriesPoint, now: Clock): ClosurePoint {
  const at = hour ?? 0;
  const isAhead = date > now.day || (date === now.day && at > now.hour);
  const isPartial = date === now.day && at === now.hour;
  const name = hourSpan(at);
  return {
    id: `${date}-${at}`,
    label: hourWords(at).slice(0, 2),
    values: { closed: isAhead ? null : counts.tickets_closed, previous: counts.previous_closed },
    sentence: isAhead
      ? sentence(name, null, counts.previous_closed)
      : sentence(name, counts.tickets_closed, counts.previous_closed, isPartial),
    slice: { from: date, to: date, hour: at },
    ...(isAhead && { state: "ahead" as const }),
    ...(isPartial && { state: "partial" as const }),
  };
}

function dayPoint(
  { date, tickets_closed, previous_closed }: SeriesPoint,
  isShort: boolean,
  now: Clock,
  withoutData: ReadonlySet<string>,
): ClosurePoint {
  const isAhead = date > now.day;
  const isMissing = tickets_closed === 0 && withoutData.has(date) && date !== now.day;
  return {
    id: date,
    label: isShort ? dayWords(date).replace(/ \w+$/, "") : shortDay(date),
    values: { closed: isAhead ? null : tickets_closed, previous: previous_closed },
    sentence: isMissing
      ? `${dayWords(date)}: no closure was recorded on the whole desk`
      : sentence(dayWords(date), isAhead ? null : tickets_closed, previous_closed, date === now.day),
    slice: { from: date, to: date },
    ...(isAhead && { state: "ahead" as const }),
    ...(isMissing && { state: "missing" as const }),
    ...(date === now.day && { state: "partial" as const }),
  };
}

function spanPoint(days: SeriesPoint[], unit: "week" | "month", now: Clock): ClosurePoint {
  const from = days[0]?.date ?? now.day;
  const to = days.at(-1)?.date ?? from;
  const closed = days.reduce((sum, day) => sum + day.tickets_closed, 0);
  const isCompared = days.some((day) => day.previous_closed !== null);
  const previous = isCompared ? days.reduce((sum, day) => sum + (day.previous_closed ?? 0), 0) : null;
  const isPartial = from <= now.day && to >= now.day;
  return {
    id: from,
    label: unit === "week" ? shortDay(from) : monthWords(from),
    values: { closed: from > now.day ? null : closed, previous },
    sentence: sentence(rangeWords(from, to), closed, previous, isPartial),
    slice: { from, to },
    ...(isPartial && { state: "partial" as const }),
  };
}

function sumByHour({ cells }: HeatMapData): number[] {
  const sums = Array.from({ length: 24 }, () => 0);
  for (const { hour, tickets_closed } of cells) sums[hour] = (sums[hour] ?? 0) + tickets_closed;
  return sums;
}

function sentence(
  name: string,
  closed: number | null,
  previous: number | null | undefined,
  isPartial = false,
) {
  const now =
    closed === null
      ? "still to come"
      : `${closed.toLocaleString("en-GB")} closed${isPartial ? " so far" : ""}`;
  const before =
    previous === null || previous === undefined
      ? ""
      : `\nThe period before: ${previous.toLocaleString("en-GB")}`;
  return `${name}: ${now}${before}`;
}
