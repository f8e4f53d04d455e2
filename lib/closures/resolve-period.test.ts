import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, countDays, previousRange, resolvePeriod } from "./resolve-period";

const today = "2026-03-01";

test.each([
  [{ period: "today" }, "2026-03-01", "2026-03-01", "today"],
  [{ period: "yesterday" }, "2026-02-28", "2026-02-28", "yesterday"],
  [{ period: "week" }, "2026-02-23", "2026-03-01", "week"],
  [{ period: "month" }, "2026-01-31", "2026-03-01", "month"],
  [{ period: "today", date: "2025-12-24" }, "2025-12-24", "2025-12-24", "date"],
  [{ period: "week", date: "2025-12-24" }, "2026-02-23", "2026-03-01", "week"],
  [{ period: "month", from: "2026-01-01", to: "2026-01-31" }, "2026-01-01", "2026-01-31", "range"],
  [{ period: "today", from: "2026-02-27" }, "2026-02-27", "2026-03-01", "range"],
] as const)("%o", (asked, start_date, end_date, period) => {
  expect(resolvePeriod(asked, today)).toEqual({ start_date, end_date, period });
});

test("a week has exactly 7 days, a month 30", () => {
  expect(countDays(resolvePeriod({ period: "week" }, today))).toBe(7);
  expect(countDays(resolvePeriod({ period: "month" }, today))).toBe(30);
});

test.each([
  [{ period: "today", to: "2026-01-01" }, "from"],
  [{ period: "today", from: "2026-01-02", to: "2026-01-01" }, "to"],
  [{ period: "today", from: "2000-01-01", to: "2026-01-01" }, "to"],
] as const)("%o is refused and names the field", (asked, field) => {
  expect(() => resolvePeriod(asked, today)).toThrow(
    expect.objectContaining({ details: { fields: [expect.objectContaining({ field })] } }),
  );
});

test("the days before are as many, and end where the range begins", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 1000 }), (start, days) => {
      const start_date = addDays("1990-01-01", start);
      const range = { start_date, end_date: addDays(start_date, days - 1) };
      const previous = previousRange(range);
      expect(countDays(previous)).toBe(days);
      expect(addDays(previous.end_date, 1)).toBe(start_date);
    }),
  );
});
