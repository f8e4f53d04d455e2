import { type Sql, sql } from "@/lib/platform/database/sql";
import type { Actor } from "@/lib/platform/organization";
import { hasPermission, isStaff, type Permission, permissionRoles, rankOf } from "@/lib/platform/permissions";
import type { TicketAction } from "./schema";
import type { TicketStatus } from "./status";

/** The part of a ticket that decides who may do what with it. */
export type TicketFacts = {
  status: TicketStatus;
  owner_id: string | null;
  owner_role: string | null;
  created_by_id: string | null;
  linked_type: string | null;
  tags: readonly string[];
  archived: boolean;
  merged_into_id: string | null;
  /** The external desk that still owns this copy of a ticket, and what is sent back to it. */
  mirror: { vendor: string; write_back: { reply?: boolean; status?: boolean; owner?: boolean } } | null;
};

const seeAllRoles = ["admin", "ceo_oncall", "hq_support", "regional_manager", "ops_manager", "system"];

export function seesAllTickets(actor: Actor): boolean {
  return seeAllRoles.includes(actor.role) && !actor.companyIds;
}

export function seesInternalNotes(actor: Actor): boolean {
  return actor.role === "system" || isStaff(actor.role);
}

/** When something last happened to `tickets t` that the actor can see: for requesters no internal note counts. */
export function lastActivity(actor: Actor): Sql {
  return seesInternalNotes(actor) ? sql`t.updated_at` : sql`t.public_updated_at`;
}

/** The rows of `tickets t` an actor may see. Requesters: their own; other staff: theirs, their queue, what they watch. */
export function visibleTickets(actor: Actor): Sql {
  if (!actor.companyIds) return visibleByRole(actor);
  return sql`(t.company_id = any (${[...actor.companyIds]}::uuid[]) and ${visibleByRole({ ...actor, companyIds: null })})`;
}

function visibleByRole(actor: Actor): Sql {
  if (seesAllTickets(actor)) return sql`true`;
  const own = sql`(t.created_by_id = ${actor.userId}::uuid or t.requester_id in (select r.id from requesters r where r.user_id = ${actor.userId}::uuid))`;
  if (!isStaff(actor.role)) return own;
  const shared = sql`(${own} or t.owner_id = ${actor.userId}::uuid
    or exists (select from ticket_watchers w where w.ticket_id = t.id and w.user_id = ${actor.userId}::uuid))`;
  if (actor.role === "franchise_agent")
    return sql`(${shared} or t.assigned_franchise_id = ${actor.franchiseId}::uuid)`;
  const queue = sql`(t.owner_id is null and t.owner_role = ${actor.role})`;
  if (actor.role === "finance")
    return sql`(${shared} or ${queue} or t.linked_type = 'payment' or t.id in (select tagged_ticket_ids(array['payment'])))`;
  return sql`(${shared} or ${queue})`;
}

/** Sensitive tickets stay closed to staff without a reason given in the last hour; requesters see their own. */
export function isWithheld(actor: Actor): Sql {
  if (!isStaff(actor.role)) return sql`false`;
  return sql`(t.is_sensitive and not exists (select from ticket_access_grants g
    where g.ticket_id = t.id and g.user_id = ${actor.userId}::uuid and g.expires_at > app_now()))`;
}

export function isPaymentTicket(ticket: Pick<TicketFacts, "linked_type" | "tags">): boolean {
  return ticket.linked_type === "payment" || ticket.tags.includes("payment");
}

/** Owner, member of the queue it waits in, or anyone above the owning role. */
function isOwnerOrHigher(actor: Actor, ticket: TicketFacts): boolean {
  if (actor.role === "admin") return true;
  if (ticket.owner_id !== null && ticket.owner_id === actor.userId) return true;
  if (ticket.owner_id === null && ticket.owner_role === actor.role) return true;
  return rankOf(actor.role) > rankOf(ticket.owner_role ?? "ops_agent");
}

/** Why this actor may not do it, in words for the person; null when allowed. The status is not looked at here. */
export function whyNot(actor: Actor, action: TicketAction, ticket: TicketFacts): string | null {
  const permission = actionPermission[action];
  if (actor.role !== "system" && !hasPermission(actor, permission)) return lacks(permission);
  return whyNotInState(action, ticket) ?? whyNotByRow(actor, action, ticket);
}

/** What nobody may do with a ticket in this state, whatever their role. */
export function whyNotInState(action: TicketAction, ticket: TicketFacts): string | null {
  if (ticket.merged_into_id && action !== "watch") return "This ticket was merged into another one.";
  if (ticket.archived && !["archive", "watch"].includes(action))
    return "This ticket is archived. Restore it first.";
  const owned = whyNotMirrored(vendorParts[action], ticket);
  if (owned) return owned;
  if (
    ticket.status === "CLOSED" &&
    ["update", "edit", "assign", "take", "escalate", "resolve", "reply", "reopen", "merge"].includes(action)
  )
    return "This ticket is closed. Create a follow-up instead.";
  return null;
}

type VendorPart = "content" | "reply" | "status" | "owner";
const vendorParts: Partial<Record<TicketAction, VendorPart>> = {
  edit: "content",
  merge: "content",
  archive: "content",
  escalate: "content",
  assign: "owner",
  take: "owner",
  resolve: "status",
  close: "status",
  reopen: "status",
  reply: "reply",
};

/** A copy follows its desk: what is not sent back there would be lost, or worse, believed. */
export function whyNotMirrored(
  part: VendorPart | undefined,
  { mirror }: Pick<TicketFacts, "mirror">,
): string | null {
  if (!mirror || !part || (part !== "content" && mirror.write_back[part])) return null;
  const vendor = mirror.vendor.replace(/^./, (letter) => letter.toUpperCase());
  return part === "content"
    ? `This ticket comes from ${vendor}. Change it there; the copy follows.`
    : `This ticket comes from ${vendor}. Change it there, or let an admin turn on writing back in Settings → Sync.`;
}

function whyNotByRow(actor: Actor, action: TicketAction, ticket: TicketFacts): string | null {
  if (actor.role === "system") return null;
  switch (action) {
    case "update":
    case "edit":
      return isOwnerOrHigher(actor, ticket) || ticket.created_by_id === actor.userId
        ? null
        : "Only its owner, its creator or a higher role may change this ticket.";
    case "take":
      return ticket.owner_id === null && (ticket.owner_role === null || ticket.owner_role === actor.role)
        ? null
        : "Only a ticket waiting in your own queue can be taken.";
    case "escalate":
      return isOwnerOrHigher(actor, ticket)
        ? null
        : "Only its owner or a higher role may escalate this ticket.";
    case "resolve":
      if (isPaymentTicket(ticket))
        return ["finance", "admin"].includes(actor.role)
          ? null
          : "Payment tickets are resolved by finance or an admin.";
      return isOwnerOrHigher(actor, ticket)
        ? null
        : "Only its owner or a higher role may resolve this ticket.";
    case "reopen":
      return isOwnerOrHigher(actor, ticket) || !isStaff(actor.role) || ticket.created_by_id === actor.userId
        ? null
        : "Only its owner, its requester or a higher role may reopen this ticket.";
    default:
      return null;
  }
}

const actionPermission: Record<TicketAction, Permission> = {
  update: "tickets:update",
  edit: "tickets:update",
  assign: "tickets:assign",
  take: "tickets:take",
  escalate: "tickets:escalate",
  resolve: "tickets:resolve",
  close: "tickets:close",
  reopen: "tickets:reopen",
  reply: "tickets:reply",
  note: "tickets:note",
  archive: "tickets:archive",
  merge: "tickets:merge",
  watch: "tickets:watch",
};

function lacks(permission: Permission): string {
  return `Your role may not do this; it is for ${permissionRoles[permission].map((role) => role.replaceAll("_", " ")).join(", ")}.`;
}
