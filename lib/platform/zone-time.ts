const quarterHourMs = 900_000;
const formatters = new Map<string, Intl.DateTimeFormat>();
const offsets = new Map<string, Map<number, number>>();
const cachedOffsets = 200_000;

export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * The instant at which a wall clock in the zone shows this time (given as if it were UTC). A time that the clock skips
 * counts from before the jump, one that it shows twice is the first of the two.
 */
export function instantInZone(wallMs: number, zone: string): number {
  if (zone === "UTC") return wallMs;
  const before = wallMs - offsetAt(wallMs - 86_400_000, zone);
  if (before + offsetAt(before, zone) === wallMs) return before;
  const after = wallMs - offsetAt(wallMs + 86_400_000, zone);
  return after + offsetAt(after, zone) === wallMs ? after : before;
}

/** Milliseconds the zone is ahead of UTC. Offsets change at quarter hours at most, so one answer serves each. */
function offsetAt(instantMs: number, zone: string): number {
  let known = offsets.get(zone);
  if (!known || known.size > cachedOffsets) {
    known = new Map();
    offsets.set(zone, known);
  }
  const quarter = Math.floor(instantMs / quarterHourMs);
  let offset = known.get(quarter);
  if (offset === undefined) {
    offset = readOffset(quarter * quarterHourMs, zone);
    known.set(quarter, offset);
  }
  return offset;
}

function readOffset(instantMs: number, zone: string): number {
  let formatter = formatters.get(zone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
    formatters.set(zone, formatter);
  }
  const name =
    formatter.formatToParts(instantMs).find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const [, sign, hours, minutes, seconds] = name.match(/GMT([+-])(\d\d):(\d\d)(?::(\d\d))?/) ?? [];
  if (!sign) return 0;
  const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds ?? 0);
  return (sign === "-" ? -size : size) * 1000;
}
