import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addOpen, compileCalendar, countOpen, isOpen, subtractOpen, whyClosed } from "./calendar";
import { calendarDefinition, weekdays } from "./schema";

const officeHours = Object.fromEntries(
  weekdays.slice(0, 5).map((weekday) => [
    weekday,
    [
      ["09:00", "12:30"],
      ["13:30", "18:00"],
    ],
  ]),
);
const office = compileCalendar(
  "office",
  "Office hours",
  calendarDefinition.parse({
    time_zone: "Europe/Berlin",
    hours: officeHours,
    holidays: [{ date: "2026-12-25", name: "Christmas" }],
    exceptions: [
      { date: "2026-12-24", name: "Christmas Eve", kind: "open", windows: [["09:00", "12:00"]] },
      { date: "2026-12-23", name: "Staff meeting", kind: "closed", windows: [["10:00", "11:00"]] },
    ],
  }),
);
const at = (text: string) => Date.parse(text);
const iso = (instant: number) => new Date(instant).toISOString();
const hour = 3_600_000;

describe("a business calendar", () => {
  test("a budget that ends exactly at closing time is due at closing", () => {
    expect(iso(addOpen(office, at("2026-11-20T16:00:00Z"), hour))).toBe("2026-11-20T17:00:00.000Z");
    expect(iso(addOpen(office, at("2026-11-20T16:00:00Z"), hour + 1))).toBe("2026-11-23T08:00:00.001Z");
  });

  test("exceptions replace or cut the day's hours, a holiday closes it", () => {
    expect(countOpen(office, at("2026-12-23T00:00:00Z"), at("2026-12-26T00:00:00Z"))).toBe(10 * hour);
    expect(whyClosed(office, at("2026-12-25T10:00:00Z"))).toBe("Christmas");
    expect(whyClosed(office, at("2026-12-23T09:30:00Z"))).toBe("Staff meeting");
    expect(whyClosed(office, at("2026-12-21T22:00:00Z"))).toBe("Outside Office hours");
  });

  test("a window that begins in the hour the clock skips begins an hour later, and takes no time twice", () => {
    const night = compileCalendar(
      "night",
      "Night",
      calendarDefinition.parse({
        time_zone: "Europe/Berlin",
        hours: {
          sun: [
            ["02:10", "02:50"],
            ["03:20", "04:00"],
          ],
        },
      }),
    );
    const sunday = [at("2026-03-28T12:00:00Z"), at("2026-03-30T12:00:00Z")] as const;
    expect(countOpen(night, ...sunday)).toBe(50 * 60_000);
  });
});

const zone = fc.constantFrom(
  "UTC",
  "Europe/Berlin",
  "America/New_York",
  "America/Sao_Paulo",
  "Australia/Lord_Howe",
  "Asia/Kolkata",
  "Pacific/Apia",
  "Africa/Casablanca",
);
const clockTime = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
const dayWindows = fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 }).map((minutes) => {
  const sorted = minutes.toSorted((a, b) => a - b);
  return sorted.flatMap((from, place) => {
    const to = sorted[place + 1];
    return place % 2 === 0 && to !== undefined ? [[clockTime(from), clockTime(to)]] : [];
  });
});
const calendars = fc
  .record({
    time_zone: zone,
    days: fc.array(dayWindows, { minLength: 7, maxLength: 7 }),
    holidays: fc.array(fc.integer({ min: 0, max: 364 }), { maxLength: 5 }),
    cut: dayWindows,
  })
  .filter(({ days }) => days.some((windows) => windows.length > 0))
  .map(({ time_zone, days, holidays, cut }) =>
    compileCalendar(
      "any",
      "Any",
      calendarDefinition.parse({
        time_zone,
        hours: Object.fromEntries(weekdays.map((weekday, place) => [weekday, days[place]])),
        holidays: holidays.map((day) => ({ date: iso(at("2026-01-01") + day * 24 * hour).slice(0, 10) })),
        exceptions: [{ date: "2026-03-29", kind: "closed", windows: cut }],
      }),
    ),
  );
const instants = fc.integer({ min: at("2026-01-01"), max: at("2026-12-31") });
const budgets = fc.integer({ min: 1, max: 200 * hour });

describe("over time zones and clock changes", () => {
  test("what was added is what is counted, and nothing earlier would have been enough", () => {
    fc.assert(
      fc.property(calendars, instants, budgets, (calendar, from, budget) => {
        const due = addOpen(calendar, from, budget);
        expect(countOpen(calendar, from, due)).toBe(budget);
        expect(countOpen(calendar, from, due - 1)).toBe(budget - 1);
        expect(countOpen(calendar, subtractOpen(calendar, due, budget), due)).toBe(budget);
      }),
    );
  });

  test("counting is additive and never shrinks", () => {
    fc.assert(
      fc.property(calendars, fc.tuple(instants, instants, instants), (calendar, three) => {
        const [a = 0, b = 0, c = 0] = three.toSorted((x, y) => x - y);
        const whole = countOpen(calendar, a, c);
        expect(countOpen(calendar, a, b) + countOpen(calendar, b, c)).toBe(whole);
        expect(whole).toBeLessThanOrEqual(c - a);
        expect(countOpen(calendar, c, a)).toBe(0);
      }),
    );
  });

  test("a later start or a larger budget is never due earlier", () => {
    fc.assert(
      fc.property(calendars, instants, budgets, fc.nat(48 * hour), (calendar, from, budget, more) => {
        const due = addOpen(calendar, from, budget);
        expect(addOpen(calendar, from + more, budget)).toBeGreaterThanOrEqual(due);
        expect(addOpen(calendar, from, budget + more)).toBeGreaterThanOrEqual(due);
        expect(isOpen(calendar, due - 1)).toBe(true);
      }),
    );
  });

  test("without a calendar every millisecond counts", () => {
    fc.assert(
      fc.property(instants, budgets, (from, budget) => {
        expect(addOpen(null, from, budget)).toBe(from + budget);
        expect(countOpen(null, from, from + budget)).toBe(budget);
      }),
    );
  });
});
