import { instantInZone } from "@/lib/platform/zone-time";
import { type CalendarDefinition, weekdays } from "./schema";

const dayMs = 86_400_000;
/** A calendar that stays closed for so long is taken for one that never opens. */
const searchedDays = 20_000;

/** An open stretch of time: from included, to not. */
export type Window = { from: number; to: number };
export type Calendar = {
  id: string;
  name: string;
  definition: CalendarDefinition;
  /** Open windows by local day, remembered: a desk asks for the same days over and over. */
  days: Map<number, readonly Window[]>;
  special: Map<string, { holiday?: string; open?: Minutes[]; closed: Minutes[]; name: string }>;
};
type Minutes = [from: number, to: number];

export function compileCalendar(id: string, name: string, definition: CalendarDefinition): Calendar {
  const calendar: Calendar = { id, name, definition, days: new Map(), special: new Map() };
  const at = (date: string) => {
    const known = calendar.special.get(date) ?? { closed: [], name: "" };
    calendar.special.set(date, known);
    return known;
  };
  for (const holiday of definition.holidays) at(holiday.date).holiday = holiday.name || "Holiday";
  for (const exception of definition.exceptions) {
    const special = at(exception.date);
    const windows = exception.windows.map(toMinutes);
    if (exception.kind === "open") special.open = [...(special.open ?? []), ...windows];
    else special.closed.push(...windows);
    special.name ||= exception.name;
  }
  return calendar;
}

/** Milliseconds that count between two instants; none when they are reversed. Null: all of them. */
export function countOpen(calendar: Calendar | null, from: number, to: number): number {
  if (to <= from) return 0;
  let sum = 0;
  for (const window of openFrom(calendar, from)) {
    if (window.from >= to) break;
    sum += Math.min(window.to, to) - window.from;
    if (window.to >= to) break;
  }
  return sum;
}

/** When a budget is used up. One that ends exactly at closing time ends there, not at the next opening. */
export function addOpen(calendar: Calendar | null, from: number, budgetMs: number): number {
  let left = budgetMs;
  for (const window of openFrom(calendar, from)) {
    if (left <= window.to - window.from) return window.from + left;
    left -= window.to - window.from;
  }
  throw neverOpen(calendar);
}

/** The instant from which on the budget would just be used up: what addOpen undoes. */
export function subtractOpen(calendar: Calendar | null, from: number, budgetMs: number): number {
  if (!calendar) return from - budgetMs;
  let left = budgetMs;
  for (const window of openUntil(calendar, from)) {
    if (left <= window.to - window.from) return window.to - left;
    left -= window.to - window.from;
  }
  throw neverOpen(calendar);
}

export function isOpen(calendar: Calendar | null, at: number): boolean {
  const [first] = openFrom(calendar, at);
  return first?.from === at;
}

/** Open stretches after an instant, the first cut to it. */
export function* openFrom(calendar: Calendar | null, from: number): Generator<Window> {
  if (!calendar) {
    yield { from, to: Number.POSITIVE_INFINITY };
    return;
  }
  // A zone is at most 14 hours off, so the local day before this one is early enough.
  const start = Math.floor(from / dayMs) - 1;
  for (let day = start; day < start + searchedDays; day += 1)
    for (const window of windowsOf(calendar, day))
      if (window.to > from) yield { from: Math.max(window.from, from), to: window.to };
  throw neverOpen(calendar);
}

function* openUntil(calendar: Calendar, until: number): Generator<Window> {
  const start = Math.floor(until / dayMs) + 1;
  for (let day = start; day > start - searchedDays; day -= 1)
    for (const window of windowsOf(calendar, day).toReversed())
      if (window.from < until) yield { from: window.from, to: Math.min(window.to, until) };
}

/** Why nothing counts at an instant at which the calendar is closed. */
export function whyClosed(calendar: Calendar, at: number): string {
  const day = Math.floor((at + offsetOf(calendar, at)) / dayMs);
  const special = calendar.special.get(dateOf(day));
  if (special?.holiday) return special.holiday;
  return special?.name || `Outside ${calendar.name}`;
}

/** Both edges of the local day are known instants, so the offset follows from the day an instant lies in. */
function offsetOf(calendar: Calendar, at: number): number {
  const zone = calendar.definition.time_zone;
  for (let day = Math.floor(at / dayMs) - 1; ; day += 1)
    if (instantInZone((day + 1) * dayMs, zone) > at) return day * dayMs - instantInZone(day * dayMs, zone);
}

function windowsOf(calendar: Calendar, day: number): readonly Window[] {
  let windows = calendar.days.get(day);
  if (!windows) {
    windows = openWindows(calendar, day);
    calendar.days.set(day, windows);
  }
  return windows;
}

/** An edge that the clock skips moves on by the jump; what then ends before it begins is not there that day. */
function openWindows(calendar: Calendar, day: number): Window[] {
  const zone = calendar.definition.time_zone;
  const windows: Window[] = [];
  for (const [from, to] of openMinutes(calendar, day)) {
    const begin = instantInZone(day * dayMs + from * 60_000, zone);
    const end = instantInZone(day * dayMs + to * 60_000, zone);
    const free = Math.max(begin, windows.at(-1)?.to ?? begin);
    if (free < end) windows.push({ from: free, to: end });
  }
  return windows;
}

function openMinutes(calendar: Calendar, day: number): Minutes[] {
  const special = calendar.special.get(dateOf(day));
  if (special?.holiday) return [];
  // Day 0, the first of January 1970, was a Thursday.
  const weekday = weekdays[(((day + 3) % 7) + 7) % 7] ?? "mon";
  const open = special?.open ?? (calendar.definition.hours[weekday] ?? []).map(toMinutes);
  return (special?.closed ?? []).reduce(cutOut, unite(open));
}

function unite(open: Minutes[]): Minutes[] {
  const united: Minutes[] = [];
  for (const [from, to] of open.toSorted(([a], [b]) => a - b)) {
    const last = united.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else united.push([from, to]);
  }
  return united;
}

function cutOut(open: Minutes[], [from, to]: Minutes): Minutes[] {
  return open.flatMap(([start, end]): Minutes[] => [
    ...(start < Math.min(end, from) ? [[start, Math.min(end, from)] satisfies Minutes] : []),
    ...(Math.max(start, to) < end ? [[Math.max(start, to), end] satisfies Minutes] : []),
  ]);
}

function toMinutes([from, to]: [string, string]): Minutes {
  return [minuteOf(from), minuteOf(to)];
}

function minuteOf(time: string): number {
  const [hours, minutes] = time.split(":").map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function dateOf(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

function neverOpen(calendar: Calendar | null): Error {
  return new Error(`The calendar “${calendar?.name}” is never open.`);
}
