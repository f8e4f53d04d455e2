import type { Calendar, CalendarDraft, TimeWindow } from "./sla-queries";
import { weekdayNames, weekdays } from "./sla-words";
import { isTime } from "./windows-editor";

export function newCalendar(timeZone: string): CalendarDraft {
  const office: TimeWindow[] = [["09:00", "17:00"]];
  return {
    name: "",
    time_zone: timeZone,
    hours: { mon: office, tue: office, wed: office, thu: office, fri: office, sat: [], sun: [] },
    holidays: [],
    exceptions: [],
  };
}

export function calendarDraftOf(calendar: Calendar): CalendarDraft {
  const { name, time_zone, hours, holidays, exceptions } = calendar;
  return { name, time_zone, hours, holidays, exceptions };
}

/** What keeps a calendar from being saved, as a sentence; null when nothing does. */
export function calendarProblem(draft: CalendarDraft): string | null {
  if (!draft.name.trim()) return "Give the calendar a name.";
  for (const day of weekdays) {
    const problem = windowsProblem(draft.hours[day] ?? []);
    if (problem) return `${weekdayNames[day]}: ${problem}`;
  }
  if (weekdays.every((day) => (draft.hours[day] ?? []).length === 0)) return "At least one day must be open.";
  for (const { date } of draft.holidays) if (!date) return "Every holiday needs a date.";
  for (const { date, windows } of draft.exceptions) {
    if (!date) return "Every exception needs a date.";
    const problem = windowsProblem(windows);
    if (problem) return `${date}: ${problem}`;
  }
  return null;
}

function windowsProblem(windows: readonly TimeWindow[]): string | null {
  for (const [from, to] of windows) {
    if (!isTime(from) || !isTime(to)) return "write times such as 09:00; the end of a day is 24:00.";
    if (from >= to) return `${from} to ${to} ends before it begins.`;
  }
  const sorted = windows.toSorted(([a], [b]) => a.localeCompare(b));
  for (const [at, [from]] of sorted.entries())
    if (at > 0 && (sorted[at - 1]?.[1] ?? "") > from) return "the hours overlap.";
  return null;
}
