import { expect, test } from "vitest";
import { maximumAttempts, nextAttemptAt } from "./retry-schedule";

const start = new Date("2026-04-07T09:00:00Z");

test("eight tries, each wait longer than the one before, the last a day after the first", () => {
  const tries = [start];
  for (let failed = 1; failed < maximumAttempts; failed += 1) {
    const next = nextAttemptAt(failed, tries.at(-1) ?? start, undefined);
    if (next) tries.push(next);
  }
  expect(tries).toHaveLength(8);
  const waits = tries.slice(1).map((at, index) => at.getTime() - (tries[index] ?? start).getTime());
  expect(waits).toEqual([...waits].sort((a, b) => a - b));
  expect((tries.at(-1) ?? start).getTime() - start.getTime()).toBe(24 * 3_600_000);
  expect(nextAttemptAt(maximumAttempts, start, undefined)).toBeNull();
});

test("a receiver may ask for more patience, within reason", () => {
  expect(nextAttemptAt(1, start, 600)).toEqual(new Date("2026-04-07T09:10:00Z"));
  expect(nextAttemptAt(1, start, 999_999)).toEqual(new Date("2026-04-07T10:00:00Z"));
  expect(nextAttemptAt(1, start, 1)).toEqual(new Date("2026-04-07T09:00:30Z"));
});
