import { describe, expect, it } from "vitest";
import type { AuditData } from "../ticket-queries";
import { auditActor, describeAudit } from "./audit-words";

const base: AuditData = {
  id: 1,
  ticket_id: "t",
  ticket_number: 7,
  actor_id: "anna",
  actor_name: "Anna",
  actor_role: "ops_agent",
  action: "CREATED",
  payload: {},
  names: { ben: "Ben Ode", fr: "Lyon South" },
  ip_address: null,
  created_at: "2026-03-12T10:00:00.000Z",
  is_sealed: true,
};
const say = (action: string, payload: Record<string, unknown> = {}) =>
  describeAudit({ ...base, action, payload });

describe("describeAudit", () => {
  it.each([
    ["CREATED", {}, "created the ticket"],
    [
      "STATUS_CHANGED",
      { old_status: "NEW", new_status: "IN_PROGRESS" },
      "changed the status from New to In progress",
    ],
    [
      "PRIORITY_CHANGED",
      { old_priority: "LOW", new_priority: "CRITICAL" },
      "changed the priority from low to critical",
    ],
    ["ASSIGNED", { new_owner_id: "ben", new_owner_role: "finance" }, "assigned the ticket to Ben Ode"],
    ["ASSIGNED", { new_owner_id: null, new_owner_role: "finance" }, "moved the ticket to the Finance queue"],
    ["WATCHED", { user_id: "anna" }, "started watching"],
    ["UNWATCHED", { user_id: "ben" }, "removed Ben Ode from the watchers"],
    ["FIELD_CHANGED", { field: "title", old: "A", new: "B" }, "changed the title from “A” to “B”"],
    [
      "FIELD_CHANGED",
      { field: "assigned_franchise_id", old: null, new: "fr" },
      "set the franchise to Lyon South",
    ],
    ["FIELD_CHANGED", { field: "linked_id", old: "BK-1", new: null }, "removed the linked entity “BK-1”"],
    [
      "FIELD_CHANGED",
      { field: "tags", old: ["a", "b"], new: ["b", "c"] },
      "added the tag c and removed the tag a",
    ],
    ["FIELD_CHANGED", { field: "archived", old: false, new: true }, "archived the ticket"],
    ["MERGED", { into_number: 12 }, "merged this ticket into #12"],
    ["SOMETHING_NEW", {}, "something new"],
  ])("says %s %j", (action, payload, words) => {
    expect(say(action, payload).text).toBe(words);
  });

  it("keeps the reason and the resolution", () => {
    expect(say("ESCALATED", { reason: "Customer waits at the gate." }).detail).toBe(
      "Customer waits at the gate.",
    );
    expect(say("RESOLVED", { resolution_summary: "Paid." }).detail).toBe("Paid.");
  });

  it("says nothing of a withheld row", () => {
    expect(say("FIELD_CHANGED", { withheld: true }).text).toBe("did something on a sensitive ticket");
  });

  it("names machines", () => {
    expect(auditActor({ actor_name: null, actor_role: "system" })).toBe("Docket");
  });
});
