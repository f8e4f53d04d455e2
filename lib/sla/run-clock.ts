import { addOpen, type Calendar, countOpen, openFrom, whyClosed } from "./calendar";

/** A share of the target: when it is used, the clock is near its breach. */
const nearBreachShare = 0.8;

/** A stretch of a ticket's life in which nothing changed that a clock looks at. */
export type Period = {
  from: number;
  to: number;
  /** Why the clock stands still; null while it runs. */
  paused: string | null;
  /** What it runs under, in words. */
  running: string;
  calendar: Calendar | null;
};

export type Segment = {
  from: number;
  to: number;
  kind: "counted" | "paused" | "closed";
  why: string;
  is_forecast: boolean;
};

export type RunningClock = {
  target: number;
  counted: number;
  due: number;
  near: number;
  /** Since when it stands still, at the end of its periods. */
  pausedSince: number | null;
  segments: Segment[];
};

/**
 * What a clock has counted over its periods (in order, without gaps, the last one ending now or where the clock
 * stopped), and when the target is or was used up. Nothing that lies ahead is known, so the rest is counted by the
 * last period's calendar; while the clock is paused, from the beginning of the pause.
 */
export function runClock(periods: readonly Period[], target: number): RunningClock {
  const { counted, instants } = countPeriods(periods, [target, nearOf(target)]);
  const last = periods.at(-1);
  if (!last) throw new Error("A clock runs over at least one period.");
  const pausedSince = last.paused === null ? null : startOfPause(periods);
  const calendar = last.calendar;
  const ahead = (budget: number) => addOpen(calendar, pausedSince ?? last.to, budget - counted);
  const [due, near] = instants;
  return {
    target,
    counted,
    due: due ?? ahead(target),
    near: near ?? ahead(nearOf(target)),
    pausedSince,
    segments: joinSegments(periods.flatMap(segmentsOf)),
  };
}

function nearOf(target: number): number {
  return Math.round(target * nearBreachShare);
}

/** The stretch from the last period on to the due time, as it looks now. */
export function forecastSegments(periods: readonly Period[], clock: RunningClock): Segment[] {
  const last = periods.at(-1);
  if (!last || last.paused !== null || clock.due <= last.to) return [];
  const ahead = segmentsOf({ ...last, from: last.to, to: clock.due });
  return joinSegments(ahead.map((segment) => ({ ...segment, is_forecast: true })));
}

/** The sum, and for each budget the instant at which it was used up, if it was. */
function countPeriods(periods: readonly Period[], budgets: readonly number[]) {
  let counted = 0;
  const instants: (number | undefined)[] = budgets.map(() => undefined);
  for (const { from, to, paused, calendar } of periods) {
    if (paused !== null) continue;
    const length = countOpen(calendar, from, to);
    budgets.forEach((budget, at) => {
      if (instants[at] === undefined && length > 0 && budget <= counted + length)
        instants[at] = addOpen(calendar, from, budget - counted);
    });
    counted += length;
  }
  return { counted, instants };
}

function startOfPause(periods: readonly Period[]): number {
  const running = periods.findLastIndex((period) => period.paused === null);
  return (periods[running + 1] ?? periods[0])?.from ?? 0;
}

function segmentsOf({ from, to, paused, running, calendar }: Period): Segment[] {
  if (to <= from) return [];
  if (paused !== null) return [{ from, to, kind: "paused", why: paused, is_forecast: false }];
  const segments: Segment[] = [];
  let at = from;
  for (const window of openFrom(calendar, from)) {
    const opens = Math.min(window.from, to);
    if (calendar && opens > at) segments.push(...closedSegments(calendar, at, opens));
    if (window.from >= to) break;
    at = Math.min(window.to, to);
    segments.push({ from: window.from, to: at, kind: "counted", why: running, is_forecast: false });
    if (at >= to) break;
  }
  return segments;
}

function closedSegments(calendar: Calendar, from: number, to: number): Segment[] {
  return [{ from, to, kind: "closed", why: whyClosed(calendar, from), is_forecast: false }];
}

function joinSegments(segments: readonly Segment[]): Segment[] {
  const joined: Segment[] = [];
  for (const segment of segments) {
    const last = joined.at(-1);
    if (last && last.to === segment.from && last.kind === segment.kind && last.why === segment.why)
      last.to = segment.to;
    else joined.push({ ...segment });
  }
  return joined;
}
