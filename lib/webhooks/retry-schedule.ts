const minute = 60;
const hour = 60 * minute;

/** Seconds to wait after each failed try but the last: eight tries within a day. */
const waitsSeconds = [
  30,
  2 * minute,
  10 * minute,
  30 * minute,
  2 * hour,
  6 * hour,
  15 * hour + 17 * minute + 30,
] as const;
export const maximumAttempts = waitsSeconds.length + 1;

/** A receiver may ask for more patience (Retry-After), up to an hour of it; null after the last try. */
export function nextAttemptAt(
  failedAttempts: number,
  now: Date,
  retryAfterSeconds: number | undefined,
): Date | null {
  const wait = waitsSeconds[failedAttempts - 1];
  if (wait === undefined) return null;
  return new Date(now.getTime() + Math.max(wait, Math.min(retryAfterSeconds ?? 0, hour)) * 1000);
}
