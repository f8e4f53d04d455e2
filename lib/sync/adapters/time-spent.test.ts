import fc from "fast-check";
import { expect, test } from "vitest";
import { minutesOf } from "./time-spent";

test.each([
  ["01:30", 90],
  ["00:20", 20],
  ["10:15", 615],
  ["1:05", 65],
  ["00:00", 0],
  ["100:00", 6_000],
  ["00:10:29", 10],
  ["00:10:30", 11],
  [" 00:15 ", 15],
])("%s is %i minutes", (text, minutes) => {
  expect(minutesOf(text)).toBe(minutes);
});

test.each([
  "90",
  "1h 30m",
  "1.5",
  "01:60",
  "00:10:60",
  "-01:00",
  "aa:bb",
  "",
  "01:30:00:00",
  90,
  null,
  undefined,
  {},
])("%j is not understood, and not nothing", (value) => {
  expect(minutesOf(value)).toBeNull();
});

test("what hours, minutes and seconds write down comes back, to the nearest minute", () => {
  const pad = (part: number) => String(part).padStart(2, "0");
  const part = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(part(9_999), part(59), part(59), fc.boolean(), (hours, minutes, seconds, hasSeconds) => {
      const text = [pad(hours), pad(minutes), ...(hasSeconds ? [pad(seconds)] : [])].join(":");
      expect(minutesOf(text)).toBe(Math.round(hours * 60 + minutes + (hasSeconds ? seconds / 60 : 0)));
    }),
  );
});

test("any other text gives whole minutes or nothing", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const minutes = minutesOf(text);
      expect(minutes === null || (Number.isInteger(minutes) && minutes >= 0)).toBe(true);
    }),
  );
});
