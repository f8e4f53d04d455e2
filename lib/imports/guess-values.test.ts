import { expect, test } from "vitest";
import { guessLevel, guessPriority, guessStatus, priorityFromLevels } from "./guess-values";

test.each([
  ["New", "NEW"],
  ["Open", "OPEN"],
  ["Active", "IN_PROGRESS"],
  ["Work in Progress", "IN_PROGRESS"],
  ["in_progress", "IN_PROGRESS"],
  ["Awaiting User Info", "AWAITING_SHIPPER"],
  ["Pending", "AWAITING_SHIPPER"],
  ["On Hold - waiting for vendor", "AWAITING_OPERATOR"],
  ["Awaiting Problem", "AWAITING_OPERATOR"],
  ["Awaiting Payment", "AWAITING_FINANCE"],
  ["awaiting_franchise", "AWAITING_FRANCHISE"],
  ["Resolved", "RESOLVED"],
  ["Not resolved", "OPEN"],
  ["Unresolved", "OPEN"],
  ["Solved (auto)", "RESOLVED"],
  ["Closed", "CLOSED"],
  ["Cancelled", "CLOSED"],
  ["Re-opened", "REOPENED"],
  ["Escalated to L2", "ESCALATED"],
  ["-100", null],
  ["?", null],
  ["banana", null],
])("status %s is %s", (value, expected) => {
  expect(guessStatus(value)).toBe(expected);
});

test("numbers of a status follow the desk they come from", () => {
  const fresh = ["2", "3", "4", "5"];
  expect(fresh.map((value) => guessStatus(value, fresh))).toEqual([
    "OPEN",
    "AWAITING_SHIPPER",
    "RESOLVED",
    "CLOSED",
  ]);
  const other = ["1", "2", "3", "6", "7"];
  expect(other.map((value) => guessStatus(value, other))).toEqual([
    "NEW",
    "IN_PROGRESS",
    "AWAITING_SHIPPER",
    "RESOLVED",
    "CLOSED",
  ]);
});

test.each([
  ["1 - Critical", "CRITICAL"],
  ["2 - High", "HIGH"],
  ["3 - Moderate", "MEDIUM"],
  ["4 - Low", "LOW"],
  ["5 - Planning", "LOW"],
  ["P1", "CRITICAL"],
  ["Urgent", "CRITICAL"],
  ["normal", "MEDIUM"],
  ["3", "MEDIUM"],
  ["", null],
])("priority %s is %s", (value, expected) => {
  expect(guessPriority(value)).toBe(expected);
});

test.each([
  ["1 - High", "HIGH"],
  ["2 - Medium", "MEDIUM"],
  ["3 - Low", "LOW"],
  ["1", "HIGH"],
  ["4", "LOW"],
  ["0", null],
])("level %s is %s", (value, expected) => {
  expect(guessLevel(value)).toBe(expected);
});

test("urgency and impact make a priority", () => {
  expect(priorityFromLevels("HIGH", "HIGH")).toBe("CRITICAL");
  expect(priorityFromLevels("HIGH", "MEDIUM")).toBe("HIGH");
  expect(priorityFromLevels("MEDIUM", "MEDIUM")).toBe("MEDIUM");
  expect(priorityFromLevels("HIGH", "LOW")).toBe("MEDIUM");
  expect(priorityFromLevels("LOW", "MEDIUM")).toBe("LOW");
  expect(priorityFromLevels("HIGH", null)).toBe("CRITICAL");
  expect(priorityFromLevels(null, null)).toBeNull();
});
