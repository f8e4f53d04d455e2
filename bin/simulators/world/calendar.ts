const hour = 3_600_000;
const week = 168 * hour;
// 1970-01-05 was a Monday.
const firstMonday = 4 * 24 * hour;

/** How much work comes in an hour of the week, in UTC: busy days, quiet nights, few tickets at week-ends. */
const rises = Array.from({ length: 168 }, (_, index) => {
  const isWeekend = index >= 120;
  const hourOfDay = index % 24;
  const busy = hourOfDay >= 7 && hourOfDay < 18 ? 8 + 4 * Math.sin(((hourOfDay - 7) / 11) * Math.PI) : 1;
  return isWeekend ? busy / 8 : busy;
});
const sums = [0];
for (const weight of rises) sums.push((sums.at(-1) ?? 0) + weight);
const weekSum = sums[168] ?? 1;

/** The instant at which the share of all work between the two has come; it never runs backwards. */
export function instantOfShare(from: number, until: number, share: number): number {
  const start = workUntil(from);
  return Math.min(until, Math.max(from, instantOfWork(start + share * (workUntil(until) - start))));
}

function workUntil(instant: number): number {
  const since = instant - firstMonday;
  const weeks = Math.floor(since / week);
  const hours = (since - weeks * week) / hour;
  const full = Math.floor(hours);
  return weeks * weekSum + (sums[full] ?? 0) + (hours - full) * (rises[full] ?? 0);
}

function instantOfWork(work: number): number {
  const weeks = Math.floor(work / weekSum);
  const left = work - weeks * weekSum;
  let low = 0;
  for (let high = 168; high - low > 1; ) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) <= left) low = middle;
    else high = middle;
  }
  const part = (left - (sums[low] ?? 0)) / (rises[low] ?? 1);
  return firstMonday + weeks * week + (low + part) * hour;
}
