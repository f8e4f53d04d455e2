const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const formatters = new Map<string, Intl.DateTimeFormat>();

/** "12 Mar 2026, 14:03:27 CET": the whole truth, for a tooltip. */
export function formatInstant(instant: number | string | Date, timeZone: string): string {
  return formatter(timeZone, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    timeZoneName: "short",
  }).format(new Date(instant));
}

/** "12 Mar, 14:03": a moment of these weeks, where the exact one is in the tooltip. */
export function formatMinute(instant: number | string | Date, timeZone: string): string {
  return formatter(timeZone, { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(
    new Date(instant),
  );
}

/** "12 Mar" this year, "12 Mar 2024" in another one. */
export function formatDay(instant: number | string | Date, timeZone: string, now: number): string {
  const year = formatter(timeZone, { year: "numeric" });
  const isThisYear = year.format(new Date(instant)) === year.format(new Date(now));
  return formatter(timeZone, {
    day: "numeric",
    month: "short",
    ...(isThisYear ? {} : { year: "numeric" }),
  }).format(new Date(instant));
}

/** "now", "4m ago", "3h ago", "2d ago", then the day; "in 3h" for what is to come. */
export function formatRelative(instant: number | string | Date, timeZone: string, now: number): string {
  const distance = new Date(instant).getTime() - now;
  const size = Math.abs(distance);
  if (Number.isNaN(size)) return "";
  if (size < MINUTE) return "now";
  if (size >= 7 * DAY) return formatDay(instant, timeZone, now);
  const text =
    size < HOUR
      ? `${Math.floor(size / MINUTE)}m`
      : size < DAY
        ? `${Math.floor(size / HOUR)}h`
        : `${Math.floor(size / DAY)}d`;
  return distance < 0 ? `${text} ago` : `in ${text}`;
}

/** The two largest units: "3d 4h", "2h 05m", "12m", "40s". */
export function formatDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  if (size < MINUTE) return `${Math.floor(size / 1000)}s`;
  if (size < HOUR) return `${Math.floor(size / MINUTE)}m`;
  if (size < DAY) {
    return `${Math.floor(size / HOUR)}h ${String(Math.floor((size % HOUR) / MINUTE)).padStart(2, "0")}m`;
  }
  return `${Math.floor(size / DAY)}d ${Math.floor((size % DAY) / HOUR)}h`;
}

/** A span that was agreed on: "45 min", "8 h", "1 h 30 min". */
export function minutesWords(minutes: number): string {
  const hours = Math.trunc(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

export function formatCount(count: number): string {
  return count.toLocaleString("en-GB");
}

/** "812 B", "4.2 MB", "1.3 GB". */
export function formatBytes(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`;
  const units = ["KB", "MB", "GB"];
  let size = bytes / 1024;
  let at = 0;
  while (size >= 1024 && at < units.length - 1) {
    size /= 1024;
    at += 1;
  }
  return `${size >= 100 ? Math.round(size) : size.toFixed(1)} ${units[at]}`;
}

// Making a formatter costs about 50 µs, which a list of five hundred times would feel.
function formatter(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = timeZone + JSON.stringify(options);
  let found = formatters.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat("en-GB", { timeZone, ...options });
    formatters.set(key, found);
  }
  return found;
}
