import { AppError, invalidField, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { applyMessage } from "@/lib/tickets/add-message";
import { applyArchived } from "@/lib/tickets/archive-ticket";
import { applyOwner } from "@/lib/tickets/assign-ticket";
import type { ChosenOwner } from "@/lib/tickets/choose-owner";
import { type LoadedTicket, refuseUnless, withheld } from "@/lib/tickets/load-ticket";
import { applyMerge, checkMerge } from "@/lib/tickets/merge-tickets";
import type { TicketAction } from "@/lib/tickets/schema";
import type { TicketStatus } from "@/lib/tickets/status";
import { applyMove, checkMove } from "@/lib/tickets/transition-ticket";
import { applyUpdate } from "@/lib/tickets/update-ticket";
import { applyUnwatch } from "@/lib/watchers/unwatch-ticket";
import { applyWatch } from "@/lib/watchers/watch-ticket";
import type { BulkChange } from "./schema";

/** What all tickets of one batch share. */
export type Shared = {
  reason: string;
  /** The ticket that takes the others in. */
  target: LoadedTicket | null;
  nextOwner: () => Promise<ChosenOwner>;
};

type Change<Action extends BulkChange["action"]> = Extract<BulkChange, { action: Action }>;

/** Refuses exactly what the single action would refuse, without touching anything. */
export function checkChange(
  ctx: Context,
  ticket: LoadedTicket | undefined,
  change: BulkChange,
  shared: Pick<Shared, "reason" | "target">,
): asserts ticket {
  if (!ticket) throw notFound("ticket");
  if (ticket.is_withheld && change.action !== "unwatch") throw withheld(ticket);
  const status = targetStatus(change);
  if (status) return checkMove(ctx, ticket, moveOf(change, status, shared.reason));
  refuseUnless(ctx, actions[change.action as keyof typeof actions], ticket);
  if (change.action === "tags") changedTags(ticket, change.payload);
  if (change.action === "merge") {
    if (!shared.target) throw invalidField("payload.target_id", "No such ticket, or you may not see it.");
    checkMerge(ctx, ticket, shared.target);
  }
}

const actions = {
  assign: "assign",
  priority: "update",
  tags: "update",
  archive: "archive",
  restore: "archive",
  watch: "watch",
  unwatch: "watch",
  reply: "reply",
  note: "note",
  merge: "merge",
} as const satisfies Partial<Record<BulkChange["action"], TicketAction>>;

/** Changes one checked ticket; what it returns is all that undoing needs beyond the ticket's own columns. */
export async function applyChange(
  ctx: Context,
  ticket: LoadedTicket,
  change: BulkChange,
  shared: Shared,
): Promise<Record<string, unknown>> {
  const status = targetStatus(change);
  if (status) {
    await applyMove(ctx, ticket, moveOf(change, status, shared.reason));
    return {};
  }
  switch (change.action) {
    case "assign":
      return assign(ctx, ticket, await shared.nextOwner());
    case "priority":
      if (ticket.priority !== change.payload.priority) await applyUpdate(ctx, ticket, change.payload);
      return {};
    case "tags":
      return retag(ctx, ticket, change);
    case "archive":
    case "restore":
      if (ticket.archived !== (change.action === "archive"))
        await applyArchived(ctx, ticket.id, !ticket.archived);
      return {};
    case "watch":
    case "unwatch":
      return watch(ctx, ticket, change);
    case "reply":
    case "note":
      return write(ctx, ticket, change);
    case "merge":
      return merge(ctx, ticket, shared);
    default:
      throw new AppError("internal", `Unknown bulk action ${change.action}.`);
  }
}

function targetStatus(change: BulkChange): TicketStatus | null {
  switch (change.action) {
    case "transition":
      return change.payload.status;
    case "resolve":
      return "RESOLVED";
    case "close":
      return "CLOSED";
    case "reopen":
      return "REOPENED";
    case "escalate":
      return "ESCALATED";
    default:
      return null;
  }
}

function moveOf(change: BulkChange, status: TicketStatus, reason: string) {
  const summary = "resolution_summary" in change.payload ? change.payload.resolution_summary : undefined;
  return { status, reason, resolution_summary: summary };
}

async function assign(ctx: Context, ticket: LoadedTicket, owner: ChosenOwner) {
  if (ticket.owner_id !== owner.owner_id || ticket.owner_role !== owner.owner_role)
    await applyOwner(ctx, ticket.id, owner.owner_id, owner.owner_role);
  return owner.assignment_reason ? { assignment_reason: owner.assignment_reason } : {};
}

async function retag(ctx: Context, ticket: LoadedTicket, change: Change<"tags">) {
  const next = changedTags(ticket, change.payload);
  if (next.join() !== ticket.tags.join()) await applyUpdate(ctx, ticket, { tags: next });
  return {};
}

function changedTags(ticket: LoadedTicket, { add, remove, set }: Change<"tags">["payload"]): string[] {
  const kept = (set ?? ticket.tags).filter((tag) => !remove?.includes(tag));
  const next = [...new Set([...kept, ...(add ?? [])])];
  if (next.length > 20) throw invalidField("payload.add", "A ticket has at most 20 tags.");
  return next;
}

async function watch(ctx: Context, ticket: LoadedTicket, change: Change<"watch"> | Change<"unwatch">) {
  const userId = change.payload.user_id ?? ctx.actor.userId;
  if (!userId) throw new AppError("forbidden", "Only a person can watch a ticket.");
  if (change.action === "watch")
    return { user_id: userId, was_added: await applyWatch(ctx, ticket.id, userId, change.payload) };
  return { user_id: userId, channels: await applyUnwatch(ctx, ticket.id, userId) };
}

async function write(ctx: Context, ticket: LoadedTicket, change: Change<"reply"> | Change<"note">) {
  const message = await applyMessage(ctx, ticket.id, {
    message: change.payload.message,
    is_internal_note: change.action === "note",
    attachments: [],
    mentions: [],
  });
  return { message_id: message.id };
}

async function merge(ctx: Context, ticket: LoadedTicket, shared: Shared) {
  if (!shared.target) throw invalidField("payload.target_id", "No such ticket, or you may not see it.");
  return { merge_id: await applyMerge(ctx, ticket, shared.target, shared.reason) };
}
