import { describe, expect, it } from "vitest";
import { formatDuration, formatInstant, formatRelative } from "./format-time";

const now = Date.UTC(2026, 2, 12, 12, 0, 0);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

describe("formatRelative", () => {
  it.each([
    [0, "now"],
    [-59_000, "now"],
    [-minute, "1m ago"],
    [-59 * minute, "59m ago"],
    [-hour, "1h ago"],
    [-day, "1d ago"],
    [-7 * day, "5 Mar"],
    [-400 * day, "5 Feb 2025"],
    [3 * hour, "in 3h"],
  ])("%i ms from now reads %s", (distance, text) => {
    expect(formatRelative(now + distance, "UTC", now)).toBe(text);
  });

  it("shows nothing for a value that is no instant", () => {
    expect(formatRelative("soon", "UTC", now)).toBe("");
  });
});

describe("formatDuration", () => {
  it.each([
    [40_000, "40s"],
    [12 * minute, "12m"],
    [2 * hour + 5 * minute, "2h 05m"],
    [-(3 * day + 4 * hour), "3d 4h"],
  ])("%i ms reads %s", (size, text) => {
    expect(formatDuration(size)).toBe(text);
  });
});

it("names the zone of an exact instant", () => {
  expect(formatInstant(now, "Asia/Kolkata")).toBe("12 Mar 2026, 17:30:00 GMT+5:30");
});
