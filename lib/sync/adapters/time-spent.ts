/** "HH:MM" or "HH:MM:SS" as whole minutes, seconds rounded to the nearest; null for anything else, never a zero. */
export function minutesOf(timeSpent: unknown): number | null {
  if (typeof timeSpent !== "string") return null;
  const match = /^(\d{1,5}):([0-5]\d)(?::([0-5]\d))?$/.exec(timeSpent.trim());
  if (!match) return null;
  const [, hours, minutes, seconds = "0"] = match;
  return Number(hours) * 60 + Number(minutes) + (Number(seconds) >= 30 ? 1 : 0);
}
