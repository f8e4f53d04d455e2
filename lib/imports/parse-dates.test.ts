import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { instantInZone } from "@/lib/platform/zone-time";
import { DateEvidence, dayOrder, parseDate } from "./parse-dates";
import type { DateFormat } from "./schema";

const iso = (text: string, format: DateFormat, zone = "UTC") => {
  const instant = parseDate(text, format, zone);
  return instant === null ? null : new Date(instant).toISOString();
};

test.each<[string, DateFormat, string, string | null]>([
  ["2026-11-21", "iso", "UTC", "2026-11-21T00:00:00.000Z"],
  ["2026-11-21T14:30:05Z", "iso", "Europe/Berlin", "2026-11-21T14:30:05.000Z"],
  ["2026-11-21 14:30:05.123456 +0200", "iso", "UTC", "2026-11-21T12:30:05.123Z"],
  ["2026/11/21 14:30", "iso", "Europe/Berlin", "2026-11-21T13:30:00.000Z"],
  ["29/2/2016 01:16", "dmy", "UTC", "2016-02-29T01:16:00.000Z"],
  ["2/29/2016 1:16 PM", "mdy", "UTC", "2016-02-29T13:16:00.000Z"],
  ["5.3.16 9:07", "dmy", "UTC", "2016-03-05T09:07:00.000Z"],
  ["29/2/2015", "dmy", "UTC", null],
  ["31/02/2016", "dmy", "UTC", null],
  ["29/2/2016", "mdy", "UTC", null],
  ["1/1/2016 25:00", "dmy", "UTC", null],
  ["21 Nov 2026 14:30", "text", "UTC", "2026-11-21T14:30:00.000Z"],
  ["Nov 21, 2026, 12:05 am", "text", "UTC", "2026-11-21T00:05:00.000Z"],
  ["Sat, 21 Nov 2026 14:30:00 GMT", "text", "Asia/Tokyo", "2026-11-21T14:30:00.000Z"],
  ["1479738600", "epoch_seconds", "UTC", "2016-11-21T14:30:00.000Z"],
  ["1479738600500", "epoch_milliseconds", "UTC", "2016-11-21T14:30:00.500Z"],
  ["tickets[0]_due_by", "iso", "UTC", null],
])("%s as %s in %s", (text, format, zone, expected) => {
  expect(iso(text, format, zone)).toBe(expected);
});

describe("day and month", () => {
  const evidence = (...values: string[]) => {
    const column = new DateEvidence();
    for (const value of values) column.add(value);
    return column;
  };

  test("one date beyond the twelfth decides for every column", () => {
    const columns = [evidence("1/2/2016", "3/4/2016"), evidence("5/6/2016", "13/6/2016")];
    expect(dayOrder(columns)).toEqual({ format: "dmy", isAmbiguous: false });
    expect(dayOrder([evidence("1/2/2016"), evidence("6/13/2016")])).toEqual({
      format: "mdy",
      isAmbiguous: false,
    });
  });

  test("without such a date it says so", () => {
    expect(dayOrder([evidence("1/2/2016", "3/4/2016")])).toEqual({ format: "dmy", isAmbiguous: true });
  });
});

test("a wall clock's time and its instant belong together in every zone", () => {
  const zones = [
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
  ];
  fc.assert(
    fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 2_200_000_000 }), (zone, seconds) => {
      const wall = wallClock(seconds * 1000, zone);
      const back = instantInZone(wall, zone);
      // Where the clock shows a time twice, the first of the two is right as well.
      expect(wallClock(back, zone)).toBe(wall);
    }),
  );
});

test("a time that summer time skips moves on, one that occurs twice is the first", () => {
  const wall = (text: string) => Date.parse(`${text}Z`);
  expect(new Date(instantInZone(wall("2026-03-29T02:30:00"), "Europe/Berlin")).toISOString()).toBe(
    "2026-03-29T01:30:00.000Z",
  );
  expect(new Date(instantInZone(wall("2026-10-25T02:30:00"), "Europe/Berlin")).toISOString()).toBe(
    "2026-10-25T00:30:00.000Z",
  );
});

function wallClock(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
  }).formatToParts(instant);
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  return Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute"), get("second"));
}
