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

/** One day is asked for by the hour, several are by the day. */
export function seriesStep({ period, from, to }: ClosuresPlace): "hour" | "day" {
  const isOneDay = period === "range" ? from === to : period === "today" || period === "yesterday";
  return isOneDay ? "hour" : "day";
}
