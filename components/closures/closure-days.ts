const dayMs = 86_400_000;
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// Days are calendar days of the organization's zone; as dates without a clock they are counted in UTC.
const dateOf = (day: string) => new Date(`${day}T00:00:00Z`);
const textOf = (date: Date) => (Number.isNaN(date.getTime()) ? "" : date.toISOString().slice(0, 10));

/** The longest free range that the API answers. */
export const longestRangeDays = 1_100;

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && addDays(text, 0) === text;
}

export function addDays(day: string, count: number): string {
  return textOf(new Date(dateOf(day).getTime() + count * dayMs));
}

/** Both ends included. */
export function countDays(from: string, to: string): number {
  return Math.round((dateOf(to).getTime() - dateOf(from).getTime()) / dayMs) + 1;
}

/** 0 is Monday. */
export function weekdayOf(day: string): number {
  return (dateOf(day).getUTCDay() + 6) % 7;
}

export function weekdayName(weekday: number): string {
  return weekdays[weekday] ?? "";
}

/** "Tue 17 Nov". */
export function dayWords(day: string): string {
  return `${weekdayName(weekdayOf(day))} ${shortDay(day)}`;
}

/** "17 Nov". */
export function shortDay(day: string): string {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${months[date.getUTCMonth()]}`;
}

/** "Nov 2026". */
export function monthWords(day: string): string {
  const date = dateOf(day);
  return `${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

/** "Sat 21 Nov", "15–21 Nov", "28 Oct – 3 Nov", with years where there are two. */
export function rangeWords(from: string, to: string): string {
  if (from === to) return dayWords(from);
  if (from.slice(0, 4) !== to.slice(0, 4))
    return `${shortDay(from)} ${from.slice(0, 4)} – ${shortDay(to)} ${to.slice(0, 4)}`;
  if (from.slice(0, 7) === to.slice(0, 7)) return `${dateOf(from).getUTCDate()}–${shortDay(to)}`;
  return `${shortDay(from)} – ${shortDay(to)}`;
}

export function hourWords(hour: number): string {
  return `${String(hour).padStart(2, "0")}:00`;
}

/** Calendar day and hour of an instant in a zone. */
export function dayAndHour(instant: number, timeZone: string): { day: string; hour: number } {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(instant);
  const read = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { day: `${read("year")}-${read("month")}-${read("day")}`, hour: Number(read("hour")) };
}
