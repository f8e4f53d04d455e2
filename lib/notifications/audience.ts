import { isStaff } from "@/lib/platform/permissions";
import type { NotificationKind, NotificationReason } from "./schema";

/** What the rule must know of an event; everything else about it is detail for the words. */
export type TicketHappening = {
  name: string;
  actor_id: string | null;
  /** For `ticket.status_changed`. */
  new_status?: string;
  /** For `ticket.updated`. */
  fields?: readonly string[];
};

/** How one person, or one contact without an account (`role: null`), stands to the ticket when it happened. */
export type Person = {
  user_id: string | null;
  requester_id: string | null;
  role: string | null;
  is_active: boolean;
  /** What `lib/tickets/access` answers; contacts see what is public of their own ticket. */
  sees_ticket: boolean;
  is_owner: boolean;
  is_mentioned: boolean;
  /** Of the role whose queue the ticket waits in, or has just been escalated to. */
  is_in_role: boolean;
  is_watcher: boolean;
  is_requester: boolean;
};

export type Verdict =
  | { told: true; kind: NotificationKind; reason: NotificationReason; is_public: boolean }
  | { told: false; why: "own_action" | "inactive" | "cannot_see" | "desk_only" | "not_concerned" };

/** Kind per reason. A row with `requester` is public; every other row never leaves the desk. */
type Row = Partial<Record<NotificationReason, NotificationKind>>;

const table: Record<string, Row> = {
  "ticket.created": { owner: "assigned", requester: "created" },
  "ticket.assigned": { owner: "assigned", watcher: "changed" },
  "ticket.message_added": {
    mentioned: "mentioned",
    owner: "replied",
    watcher: "replied",
    requester: "replied",
  },
  "ticket.note_added": { mentioned: "mentioned", owner: "noted", watcher: "noted" },
  "ticket.status_changed": { owner: "status_changed", watcher: "status_changed" },
  "ticket.updated": { owner: "changed", watcher: "changed" },
  "ticket.sla_near_breach": { owner: "near_breach", role: "near_breach", watcher: "near_breach" },
  "ticket.sla_breached": { owner: "breached", role: "breached", watcher: "breached" },
  "ticket.escalated": { owner: "escalated", role: "escalated", watcher: "escalated" },
  "ticket.auto_escalated": { owner: "escalated", role: "escalated", watcher: "escalated" },
  "ticket.merged": { owner: "merged", watcher: "merged" },
  "ticket.watched": { watcher: "watching" },
};

/** A requester is told what became of the ticket or waits for them, not how the desk works on it. */
const publicStatuses = ["RESOLVED", "CLOSED", "REOPENED", "AWAITING_SHIPPER", "AWAITING_OPERATOR"];
/** What people act on; a corrected tag or title is no news. */
const notableFields = ["priority", "sla_due_at"];

const order: readonly NotificationReason[] = ["mentioned", "owner", "role", "watcher", "requester"];

const deadlineEvents = [
  "ticket.sla_near_breach",
  "ticket.sla_breached",
  "ticket.escalated",
  "ticket.auto_escalated",
];
/** A function takes ten triggers at most, so what people do and what the clocks do have one each. */
export const deadlineEventNames = Object.keys(table).filter((name) => deadlineEvents.includes(name));
export const workEventNames = Object.keys(table).filter((name) => !deadlineEvents.includes(name));

/** Whether this person hears of it, by which right, and as what. */
export function judge(happening: TicketHappening, person: Person): Verdict {
  if (happening.actor_id !== null && happening.actor_id === person.user_id)
    return { told: false, why: "own_action" };
  if (!person.is_active) return { told: false, why: "inactive" };
  if (!person.sees_ticket) return { told: false, why: "cannot_see" };
  const row = rowFor(happening);
  const isPublic = row.requester !== undefined;
  const isOutside = person.role === null || !isStaff(person.role);
  if (isOutside && !isPublic) return { told: false, why: "desk_only" };
  for (const reason of order) {
    const kind = row[reason];
    if (kind && holds(reason, person) && (!isOutside || reason === "requester"))
      return { told: true, kind, reason, is_public: isPublic };
  }
  return { told: false, why: "not_concerned" };
}

function rowFor({ name, new_status, fields }: TicketHappening): Row {
  const row = table[name] ?? {};
  if (name === "ticket.status_changed") {
    // Escalations have an event of their own, in the same transaction.
    if (new_status === "ESCALATED") return {};
    return publicStatuses.includes(new_status ?? "") ? { ...row, requester: "status_changed" } : row;
  }
  if (name === "ticket.updated") return fields?.some((field) => notableFields.includes(field)) ? row : {};
  return row;
}

function holds(reason: NotificationReason, person: Person): boolean {
  switch (reason) {
    case "mentioned":
      return person.is_mentioned;
    case "owner":
      return person.is_owner;
    case "role":
      return person.is_in_role;
    case "watcher":
      return person.is_watcher;
    case "requester":
      return person.is_requester;
  }
}
