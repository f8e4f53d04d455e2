import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { instantOfWallTime, wallTimeOf } from "./wall-time";

describe("wall times", () => {
  it.each([
    ["2026-01-15T12:00", "Europe/Berlin", "2026-01-15T11:00:00.000Z"],
    ["2026-07-15T12:00", "Europe/Berlin", "2026-07-15T10:00:00.000Z"],
    ["2026-07-15T12:00", "Asia/Kathmandu", "2026-07-15T06:15:00.000Z"],
    ["2026-12-31T23:30", "America/New_York", "2027-01-01T04:30:00.000Z"],
  ])("%s in %s is %s", (wallTime, timeZone, instant) => {
    expect(instantOfWallTime(wallTime, timeZone)?.toISOString()).toBe(instant);
    expect(wallTimeOf(instant, timeZone)).toBe(wallTime);
  });

  it("steps over the hour that summer time skips", () => {
    expect(instantOfWallTime("2026-03-29T02:30", "Europe/Berlin")?.toISOString()).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });

  it("refuses what is no time", () => {
    expect(instantOfWallTime("", "Europe/Berlin")).toBeNull();
  });

  it("comes back to the same wall time in every zone", () => {
    const zones = ["UTC", "Europe/London", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia"];
    const from = Date.UTC(2020, 0, 1) / 60_000;
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: from, max: from + 6_000_000 }),
        (zone, minute) => {
          const wallTime = wallTimeOf(minute * 60_000, zone);
          const instant = instantOfWallTime(wallTime, zone);
          expect(instant && wallTimeOf(instant, zone)).toBe(wallTime);
        },
      ),
    );
  });
});
