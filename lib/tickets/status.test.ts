import { describe, expect, test } from "vitest";
import { allowedMoves, isFinished, isMoveAllowed, moveRequirement, ticketStatuses } from "./status";

const pairs = ticketStatuses.flatMap((from) => ticketStatuses.map((to) => [from, to] as const));
const awaiting = ticketStatuses.filter((status) => status.startsWith("AWAITING_"));

/** The desk's sheet, written out a second time so that a slip in the table shows. */
function isStated(from: string, to: string): boolean {
  const isAwaiting = (status: string) => status.startsWith("AWAITING_");
  if (from === to || from === "CLOSED") return false;
  if (to === "CLOSED") return from === "NEW" || from === "RESOLVED";
  if (to === "REOPENED") return from === "RESOLVED";
  if (from === "RESOLVED") return false;
  if (to === "RESOLVED") return true;
  if (to === "ESCALATED") return true;
  if (to === "IN_PROGRESS") return true;
  if (to === "OPEN") return from === "NEW" || from === "IN_PROGRESS";
  if (isAwaiting(to)) return from !== "NEW" && !isAwaiting(from);
  return false;
}

describe("the state machine", () => {
  test("has 11 statuses and 121 pairs", () => {
    expect(pairs).toHaveLength(121);
  });

  test.each(pairs)("%s → %s is as the desk's sheet says", (from, to) => {
    expect(isMoveAllowed(from, to)).toBe(isStated(from, to));
  });

  test("a closed ticket is final", () => {
    expect(allowedMoves("CLOSED")).toEqual([]);
  });

  test("every status but NEW can be reached, and every status but CLOSED can be left", () => {
    const reached = new Set(ticketStatuses.flatMap((from) => allowedMoves(from)));
    expect([...ticketStatuses].filter((status) => !reached.has(status))).toEqual(["NEW"]);
    expect(ticketStatuses.filter((status) => allowedMoves(status).length === 0)).toEqual(["CLOSED"]);
  });

  test("only resolved and closed tickets are finished", () => {
    expect(ticketStatuses.filter(isFinished)).toEqual(["RESOLVED", "CLOSED"]);
  });
});

describe("what a move asks for", () => {
  test("resolving needs a summary, escalating and reopening a reason", () => {
    expect(moveRequirement("OPEN", "RESOLVED")).toEqual({
      permission: "tickets:resolve",
      requires: ["resolution_summary"],
    });
    expect(moveRequirement("OPEN", "ESCALATED")).toEqual({
      permission: "tickets:escalate",
      requires: ["reason"],
    });
    expect(moveRequirement("RESOLVED", "REOPENED")).toEqual({
      permission: "tickets:reopen",
      requires: ["reason"],
    });
  });

  test("closing needs a reason only where nothing was resolved", () => {
    expect(moveRequirement("NEW", "CLOSED").requires).toEqual(["reason"]);
    expect(moveRequirement("RESOLVED", "CLOSED").requires).toEqual([]);
  });

  test.each(["OPEN", "IN_PROGRESS", ...awaiting] as const)("moving to %s is an ordinary change", (to) => {
    expect(moveRequirement("NEW", to)).toEqual({ permission: "tickets:update", requires: [] });
  });
});
