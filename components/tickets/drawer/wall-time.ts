import { instantInZone } from "@/lib/platform/zone-time";

const minuteMs = 60_000;

/** "2026-03-29T14:30" as the clock on the wall of that zone shows it: the value of a datetime-local field. */
export function wallTimeOf(instant: string | number | Date, timeZone: string): string {
  const at = new Date(instant);
  return new Date(at.getTime() + offsetMs(at.getTime(), timeZone)).toISOString().slice(0, 16);
}

/** The instant of a wall time. One that the change to summer time skips becomes the moment after the gap. */
export function instantOfWallTime(wallTime: string, timeZone: string): Date | null {
  const asUtc = Date.parse(`${wallTime}:00.000Z`);
  return Number.isNaN(asUtc) ? null : new Date(instantInZone(asUtc, timeZone));
}

function offsetMs(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  }).formatToParts(instant);
  const read = (type: Intl.DateTimeFormatPartTypes) =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  const shown = Date.UTC(read("year"), read("month") - 1, read("day"), read("hour"), read("minute"));
  return shown - Math.floor(instant / minuteMs) * minuteMs;
}
