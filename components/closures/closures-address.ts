import type { ClosurePeriod } from "@/lib/closures/schema";
import { countDays, isDay, longestRangeDays } from "./closure-days";

/** Everything the page shows follows from its address, so that a pasted link shows the same. */
export interface ClosuresPlace {
  period: ClosurePeriod | "range";
  /** Days of a free range, both included. */
  from: string;
  to: string;
  team: string;
  isCompared: boolean;
  /** An instant in ISO 8601; empty for what is known now. */
  asKnownAt: string;
  /** How a range of several days is drawn. */
  by: "day" | "hour";
  /** Whose tickets are open. */
  person: string;
  /** Which tickets of the trend or the heat map are open. */
  slice: ClosureSlice | null;
}

/** A bar or a cell: days within the page's own, an hour of each of them, one weekday of them. */
export interface ClosureSlice {
  from?: string;
  to?: string;
  hour?: number;
  /** 1 is Monday. */
  weekday?: number;
}

export const startPlace: ClosuresPlace = {
  period: "today",
  from: "",
  to: "",
  team: "",
  isCompared: true,
  asKnownAt: "",
  by: "day",
  person: "",
  slice: null,
};

const periods: readonly ClosuresPlace["period"][] = ["today", "yesterday", "week", "month"];

export function readClosuresAddress(
  parameters: Record<string, string | string[] | undefined>,
): ClosuresPlace {
  const read = (name: string) => {
    const value = parameters[name];
    return (Array.isArray(value) ? value[0] : value) ?? "";
  };
  const from = read("from");
  const to = read("to") || from;
  const isRange = isDay(from) && isDay(to) && from <= to && countDays(from, to) <= longestRangeDays;
  const asKnownAt = new Date(read("as_known_at"));
  return {
    period: isRange ? "range" : (periods.find((period) => period === read("period")) ?? startPlace.period),
    from: isRange ? from : "",
    to: isRange ? to : "",
    team: read("team").slice(0, 200),
    isCompared: read("compare") !== "false",
    asKnownAt: Number.isNaN(asKnownAt.getTime()) ? "" : asKnownAt.toISOString(),
    by: read("by") === "hour" ? "hour" : "day",
    person: read("person").slice(0, 320),
    slice: read("person") ? null : readSlice(read("tickets")),
  };
}

export function closuresAddress(place: ClosuresPlace): string {
  const search = new URLSearchParams();
  if (place.period === "range") {
    search.set("from", place.from);
    search.set("to", place.to);
  } else if (place.period !== startPlace.period) search.set("period", place.period);
  if (place.team) search.set("team", place.team);
  if (!place.isCompared) search.set("compare", "false");
  if (place.asKnownAt) search.set("as_known_at", place.asKnownAt);
  if (place.by !== startPlace.by) search.set("by", place.by);
  if (place.person) search.set("person", place.person);
  if (place.slice) search.set("tickets", writeSlice(place.slice));
  const text = search.toString();
  return `/closures${text && `?${text}`}`;
}

/** The filters of every question to the API. */
export function closureFilters({ period, from, to, team, asKnownAt }: ClosuresPlace) {
  return {
    ...(period === "range" ? { from, to } : { period }),
    ...(team && { team }),
    ...(asKnownAt && { as_known_at: asKnownAt }),
  };
}

/** The filters of a bar's or a cell's tickets: its days are those of the page unless it has its own. */
export function sliceFilters(place: ClosuresPlace, { from, to, hour, weekday }: ClosureSlice) {
  const days = from && to ? { period: "range" as const, from, to } : {};
  return {
    ...closureFilters({ ...place, ...days }),
    ...(hour !== undefined && { hour }),
    ...(weekday !== undefined && { weekday }),
  };
}

const slicePattern =
  /^(?:(?<from>\d{4}-\d{2}-\d{2})(?:_(?<to>\d{4}-\d{2}-\d{2}))?)?(?:w(?<weekday>[1-7]))?(?:h(?<hour>\d{1,2}))?$/;

/** "2026-11-17", "2026-11-09_2026-11-15", "w2h14", "2026-11-17h14", or "all". */
function readSlice(text: string): ClosureSlice | null {
  if (text === "all") return {};
  const found = text === "" ? undefined : slicePattern.exec(text)?.groups;
  if (!found) return null;
  const { from = "", to = from, hour, weekday } = found;
  if (Number(hour ?? 0) > 23 || (from && !(isDay(from) && isDay(to) && from <= to))) return null;
  return {
    ...(from && { from, to }),
    ...(hour && { hour: Number(hour) }),
    ...(weekday && { weekday: Number(weekday) }),
  };
}

function writeSlice({ from = "", to, hour, weekday }: ClosureSlice): string {
  const days = to && to !== from ? `${from}_${to}` : from;
  const text = `${days}${weekday ? `w${weekday}` : ""}${hour === undefined ? "" : `h${hour}`}`;
  return text || "all";
}

/** One day is asked for by the hour, several are by the day. */
export function seriesStep({ period, from, to }: ClosuresPlace): "hour" | "day" {
  const isOneDay = period === "range" ? from === to : period === "today" || period === "yesterday";
  return isOneDay ? "hour" : "day";
}
