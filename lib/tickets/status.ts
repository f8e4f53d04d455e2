import type { Permission } from "@/lib/platform/permissions";

export const ticketStatuses = [
  "NEW",
  "OPEN",
  "IN_PROGRESS",
  "AWAITING_SHIPPER",
  "AWAITING_OPERATOR",
  "AWAITING_FRANCHISE",
  "AWAITING_FINANCE",
  "RESOLVED",
  "CLOSED",
  "ESCALATED",
  "REOPENED",
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

const awaiting = ["AWAITING_SHIPPER", "AWAITING_OPERATOR", "AWAITING_FRANCHISE", "AWAITING_FINANCE"] as const;

/** Every allowed move. The database's is_ticket_transition_allowed says the same; a test compares all 121 pairs. */
const moves: Record<TicketStatus, readonly TicketStatus[]> = {
  NEW: ["OPEN", "IN_PROGRESS", "RESOLVED", "CLOSED", "ESCALATED"],
  OPEN: ["IN_PROGRESS", ...awaiting, "RESOLVED", "ESCALATED"],
  IN_PROGRESS: ["OPEN", ...awaiting, "RESOLVED", "ESCALATED"],
  AWAITING_SHIPPER: ["IN_PROGRESS", "RESOLVED", "ESCALATED"],
  AWAITING_OPERATOR: ["IN_PROGRESS", "RESOLVED", "ESCALATED"],
  AWAITING_FRANCHISE: ["IN_PROGRESS", "RESOLVED", "ESCALATED"],
  AWAITING_FINANCE: ["IN_PROGRESS", "RESOLVED", "ESCALATED"],
  RESOLVED: ["CLOSED", "REOPENED"],
  CLOSED: [],
  ESCALATED: ["IN_PROGRESS", ...awaiting, "RESOLVED"],
  REOPENED: ["IN_PROGRESS", ...awaiting, "RESOLVED", "ESCALATED"],
};

export const minimumReasonLength = 20;

export type MoveRequirement = {
  permission: Permission;
  requires: readonly ("resolution_summary" | "reason")[];
};

export function allowedMoves(from: TicketStatus): readonly TicketStatus[] {
  return moves[from];
}

export function isMoveAllowed(from: TicketStatus, to: TicketStatus): boolean {
  return moves[from].includes(to);
}

/** The permission a move needs and the fields it must come with. */
export function moveRequirement(from: TicketStatus, to: TicketStatus): MoveRequirement {
  if (to === "RESOLVED") return { permission: "tickets:resolve", requires: ["resolution_summary"] };
  if (to === "ESCALATED") return { permission: "tickets:escalate", requires: ["reason"] };
  if (to === "CLOSED") return { permission: "tickets:close", requires: from === "NEW" ? ["reason"] : [] };
  if (to === "REOPENED") return { permission: "tickets:reopen", requires: ["reason"] };
  return { permission: "tickets:update", requires: [] };
}

export function isFinished(status: TicketStatus): boolean {
  return status === "RESOLVED" || status === "CLOSED";
}
