import { describe, expect, it } from "vitest";
import { rangeWords } from "./closure-days";
import { hourOfDayPoints, trendPoints, unitOf } from "./trend-points";

const zone = { time_zone: "UTC" };
const now = { day: "2026-11-21", hour: 14 };

function days(from: string, count: number, closed = 2) {
  const start = Date.parse(`${from}T00:00:00Z`);
  const points = Array.from({ length: count }, (_, index) => ({
    date: new Date(start + index * 86_400_000).toISOString().slice(0, 10),
    hour: null,
    tickets_closed: closed,
    previous_closed: 1,
  }));
  return { ...zone, by: "day" as const, start_date: from, end_date: points.at(-1)?.date ?? from, points };
}

describe("trendPoints", () => {
  it("draws one day by its hours, without a figure for those to come", () => {
    const points = [13, 14, 15].map((hour) => ({
      date: now.day,
      hour,
      tickets_closed: hour === 15 ? 0 : 3,
      previous_closed: 4,
    }));
    const drawn = trendPoints(
      { ...zone, by: "hour", start_date: now.day, end_date: now.day, points },
      now,
      new Set(),
    );
    expect(drawn.map(({ state, values }) => [state, values.closed])).toEqual([
      [undefined, 3],
      ["partial", 3],
      ["ahead", null],
    ]);
    expect(drawn[1]?.sentence).toBe("14:00–15:00: 3 closed so far\nThe period before: 4");
  });

  it("tells a day without data from a quiet one, and today from a whole day", () => {
    const drawn = trendPoints(days("2026-11-19", 3, 0), now, new Set(["2026-11-19", "2026-11-21"]));
    expect(drawn.map(({ state }) => state)).toEqual(["missing", undefined, "partial"]);
  });

  it("sums long ranges by weeks and then by months, and loses nothing", () => {
    const half = days("2026-05-01", 184);
    expect(unitOf(half.start_date, half.end_date)).toBe("week");
    const weeks = trendPoints(half, now, new Set());
    expect(weeks.reduce((sum, { values }) => sum + (values.closed ?? 0), 0)).toBe(368);
    expect(weeks[0]).toMatchObject({
      slice: { from: "2026-05-01", to: "2026-05-03" },
      values: { closed: 6, previous: 3 },
    });
    const years = days("2023-11-20", 1_097);
    expect(unitOf(years.start_date, years.end_date)).toBe("month");
    expect(trendPoints(years, now, new Set()).length).toBeLessThan(40);
  });
});

it("sums a heat map to the hours of a day", () => {
  const cells = [1, 2].map((weekday) => ({ weekday, hour: 9, tickets_closed: weekday }));
  const points = hourOfDayPoints(
    { ...zone, start_date: "2026-11-15", end_date: now.day, cells, without_hour: 0 },
    undefined,
  );
  expect(points[9]).toMatchObject({ label: "09", values: { closed: 3, previous: null } });
  expect(points).toHaveLength(24);
});

it("names ranges shortly", () => {
  expect(rangeWords("2026-11-15", "2026-11-21")).toBe("15–21 Nov");
  expect(rangeWords("2026-10-28", "2026-11-03")).toBe("28 Oct – 3 Nov");
  expect(rangeWords("2025-12-30", "2026-01-05")).toBe("30 Dec 2025 – 5 Jan 2026");
  expect(rangeWords("2026-11-21", "2026-11-21")).toBe("Sat 21 Nov");
});
