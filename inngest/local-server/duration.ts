const unitMs: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** "1h30m", "7d", "500ms": what the SDK makes of durations. Nothing at all is no time. */
export function parseDuration(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))*$/.test(text))
    throw new Error(`"${text}" is not a duration such as 1h30m`);
  let total = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g))
    total += Number(amount) * (unitMs[unit ?? ""] ?? 0);
  return total;
}

/** A duration from now, or an instant. */
export function parseDue(text: string, now: number): Date {
  return /^\d{4}-/.test(text) ? new Date(text) : new Date(now + parseDuration(text));
}

/** What a Retry-After header says: seconds or an instant. */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
  if (!header) return undefined;
  const wait = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isFinite(wait) ? Math.max(wait, 0) : undefined;
}

const retrySeconds = [15, 30, 60, 120, 300, 600, 1_200, 2_400, 3_600, 7_200];

/** Inngest's pauses between attempts, give or take a tenth, so that what failed together is not tried together. */
export function retryPause(attempt: number): number {
  const seconds = retrySeconds[Math.min(attempt, retrySeconds.length - 1)] ?? 60;
  return seconds * 1_000 * (0.9 + Math.random() * 0.2);
}
