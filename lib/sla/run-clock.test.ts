import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Calendar, compileCalendar } from "./calendar";
import { forecastSegments, type Period, runClock } from "./run-clock";
import { calendarDefinition } from "./schema";

const minute = 60_000;
const start = Date.parse("2026-11-20T10:00:00Z");
const weekdaysOnly = compileCalendar(
  "office",
  "Office hours",
  calendarDefinition.parse({
    time_zone: "America/New_York",
    hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["08:00", "18:00"]]])),
  }),
);

function periodsOf(lengths: number[], calendar: Calendar | null = null): Period[] {
  let from = start;
  return lengths.map((length, at) => {
    const period = {
      from,
      to: from + length,
      paused: at % 2 === 1 ? "Awaiting shipper" : null,
      running: "Open",
      calendar,
    };
    from += length;
    return period;
  });
}

describe("a clock", () => {
  test("gives back the time for which it was paused", () => {
    const clock = runClock(periodsOf([10 * minute, 60 * minute, 5 * minute]), 30 * minute);
    expect(clock.counted).toBe(15 * minute);
    expect(clock.due).toBe(start + 90 * minute);
    expect(clock.near).toBe(start + 84 * minute);
    expect(clock.segments.map(({ kind }) => kind)).toEqual(["counted", "paused", "counted"]);
  });

  test("stands still while it is paused", () => {
    const clock = runClock(periodsOf([10 * minute, 60 * minute]), 30 * minute);
    expect(clock.pausedSince).toBe(start + 10 * minute);
    expect(clock.due).toBe(start + 30 * minute);
    expect(forecastSegments(periodsOf([10 * minute, 60 * minute]), clock)).toEqual([]);
  });

  test("that ran out before a pause is not saved by it", () => {
    const clock = runClock(periodsOf([40 * minute, 60 * minute, 5 * minute]), 30 * minute);
    expect(clock.due).toBe(start + 30 * minute);
    expect(clock.counted).toBe(45 * minute);
  });

  test("counts what is past by the calendar of its time, and goes on by the present one", () => {
    const periods = [...periodsOf([60 * minute])];
    const now = start + 60 * minute;
    periods.push({ from: now, to: now, paused: null, running: "Open", calendar: weekdaysOnly });
    // Friday 11:00 UTC is 06:00 in New York, two hours before opening.
    expect(new Date(runClock(periods, 90 * minute).due).toISOString()).toBe("2026-11-20T13:30:00.000Z");
  });
});

const lengths = fc.array(fc.nat(3000 * minute), { minLength: 1, maxLength: 8 });
const targets = fc.integer({ min: 1, max: 6000 }).map((count) => count * minute);
const calendars = fc.constantFrom(null, weekdaysOnly);

describe("whatever happened", () => {
  test("the counted segments sum up to what was counted, and the segments leave no gap", () => {
    fc.assert(
      fc.property(lengths, targets, calendars, (all, target, calendar) => {
        const periods = periodsOf(all, calendar);
        const { segments, counted } = runClock(periods, target);
        expect(sum(segments)).toBe(counted);
        expect(
          segments.every(({ from, to }, at) => from === (segments[at - 1]?.to ?? start) && from < to),
        ).toBe(true);
        expect(segments.at(-1)?.to ?? start).toBe(periods.at(-1)?.to);
      }),
    );
  });

  test("counted and forecast segments together are the target at the due time", () => {
    fc.assert(
      fc.property(lengths, targets, calendars, (all, target, calendar) => {
        const periods = periodsOf(all, calendar);
        const clock = runClock(periods, target);
        const until = [...clock.segments, ...forecastSegments(periods, clock)]
          .filter(({ from }) => from < clock.due)
          .map((segment) => ({ ...segment, to: Math.min(segment.to, clock.due) }));
        if (clock.pausedSince === null || clock.counted >= target) expect(sum(until)).toBe(target);
        expect(clock.near).toBeLessThanOrEqual(clock.due);
      }),
    );
  });
});

function sum(segments: { from: number; to: number; kind: string }[]): number {
  return segments
    .filter(({ kind }) => kind === "counted")
    .reduce((total, { from, to }) => total + to - from, 0);
}
