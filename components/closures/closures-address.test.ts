import { describe, expect, it } from "vitest";
import { closureFilters, closuresAddress, readClosuresAddress, startPlace } from "./closures-address";

describe("the address of the closures page", () => {
  it("is short where nothing was chosen", () => {
    expect(closuresAddress(startPlace)).toBe("/closures");
    expect(readClosuresAddress({})).toEqual(startPlace);
  });

  it.each([
    { period: "month" as const, team: "eu north", by: "hour" as const },
    { period: "range" as const, from: "2026-11-01", to: "2026-11-15", isCompared: false },
    { period: "week" as const, asKnownAt: "2026-11-20T09:30:00.000Z", person: "mira@nordhaul.example" },
  ])("restores %j", (choice) => {
    const place = { ...startPlace, ...choice };
    const parameters = new URLSearchParams(closuresAddress(place).split("?")[1]);
    expect(readClosuresAddress(Object.fromEntries(parameters))).toEqual(place);
  });

  it("falls back where an address makes no sense", () => {
    const place = readClosuresAddress({
      from: "2026-11-15",
      to: "2026-11-01",
      period: "year",
      as_known_at: "soon",
    });
    expect(place).toEqual(startPlace);
  });

  it.each([
    ["2026-02-31", "2026-03-01"],
    ["2020-01-01", "2026-01-01"],
  ])("takes no range from %s to %s", (from, to) => {
    expect(readClosuresAddress({ from, to })).toEqual(startPlace);
  });

  it("asks for one day when only its beginning is named", () => {
    const place = readClosuresAddress({ from: "2026-11-15" });
    expect(closureFilters(place)).toEqual({ from: "2026-11-15", to: "2026-11-15" });
  });
});
