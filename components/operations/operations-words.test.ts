import { expect, test } from "vitest";
import { durationWords, scheduleWords, tookWords } from "./operations-words";

test.each([
  [12.4, "12 ms"],
  [3_240, "3.2 s"],
  [250_000, "4 min 10 s"],
  [7_500_000, "2 h 5 min"],
])("%d ms reads %s", (ms, words) => {
  expect(durationWords(ms)).toBe(words);
});

test("what has not ended took no time yet", () => {
  expect(tookWords("2026-11-21T10:00:00.000Z", null)).toBe("–");
  expect(tookWords("2026-11-21T10:00:00.000Z", "2026-11-21T10:00:01.500Z")).toBe("1.5 s");
});

test.each([
  ["* * * * *", "every minute"],
  ["*/5 * * * *", "every 5 minutes"],
  ["7 * * * *", "every hour at :07"],
  ["TZ=Europe/Vienna 0 9 * * 1-5", "TZ=Europe/Vienna 0 9 * * 1-5"],
])("the schedule %s reads %s", (cron, words) => {
  expect(scheduleWords(cron)).toBe(words);
});
