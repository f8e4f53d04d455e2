import { describe, expect, it } from "vitest";
import {
  closureFilters,
  closuresAddress,
  readClosuresAddress,
  sliceFilters,
  startPlace,
} from "./closures-address";

describe("the address of the closures page", () => {
  it("is short where nothing was chosen", () => {
    expect(closuresAddress(startPlace)).toBe("/closures");
    expect(readClosuresAddress({})).toEqual(startPlace);
  });

  it.each([
    { period: "month" as const, team: "eu north", by: "hour" as const },
    { period: "range" as const, from: "2026-11-01", to: "2026-11-15", isCompared: false },
    { slice: {} },
    { slice: { weekday: 2, hour: 0 } },
    { period: "week" as const, slice: { from: "2026-11-17", to: "2026-11-17", hour: 14 } },
    { slice: { from: "2026-11-09", to: "2026-11-15" } },
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

  it.each(["h24", "w8", "2026-11-17_2026-11-16", "2026-02-31", "some"])(
    "opens no tickets for %s",
    (tickets) => {
      expect(readClosuresAddress({ tickets })).toEqual(startPlace);
    },
  );

  it("takes a bar's own days, and the page's where it has none", () => {
    const place = { ...startPlace, period: "week" as const, team: "finance" };
    expect(sliceFilters(place, { from: "2026-11-17", to: "2026-11-17", hour: 0 })).toEqual({
      from: "2026-11-17",
      to: "2026-11-17",
      team: "finance",
      hour: 0,
    });
    expect(sliceFilters(place, { weekday: 7 })).toEqual({ period: "week", team: "finance", weekday: 7 });
  });

  it("asks for one day when only its beginning is named", () => {
    const place = readClosuresAddress({ from: "2026-11-15" });
    expect(closureFilters(place)).toEqual({ from: "2026-11-15", to: "2026-11-15" });
  });
});
