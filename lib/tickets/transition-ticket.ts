import type { z } from "zod";
import { prepared } from "@/lib/platform/database/sql";
import { AppError, invalidField } from "@/lib/platform/errors";
import { type Context, giveReason } from "@/lib/platform/organization";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { queueWriteBack } from "@/lib/sync/queue-write-back";
import { whyNotMirrored } from "./access";
import { readDetail } from "./get-ticket";
import { type LoadedTicket, loadTicket, refuseUnless, staleVersion } from "./load-ticket";
import type { TicketAction, TicketDetail, transitionTicketInput } from "./schema";
import {
  allowedMoves,
  isMoveAllowed,
  minimumReasonLength,
  moveRequirement,
  type TicketStatus,
} from "./status";

type Move = z.output<typeof transitionTicketInput>;

/** Moves a ticket along the state machine, with the permission and the fields that move asks for. */
export async function transitionTicket(
  ctx: Context,
  id: string,
  move: Move,
): Promise<{ data: TicketDetail }> {
  const ticket = await loadTicket(ctx, id, { lock: true });
  if (move.version !== undefined && move.version !== ticket.version) {
    throw staleVersion(ticket.version, { status: { yours: move.status, current: ticket.status } });
  }
  await applyMove(ctx, ticket, move);
  return { data: await readDetail(ctx, id) };
}

/** The move itself, for verbs that change more than the status in one go. */
export async function applyMove(ctx: Context, ticket: LoadedTicket, move: Move): Promise<void> {
  checkMove(ctx, ticket, move);
  await giveReason(ctx, move.reason);
  await ctx.tx.$executeRaw(prepared`
    update tickets set status = ${move.status}, resolution_summary = coalesce(${move.resolution_summary ?? null}, resolution_summary)
    where id = ${ticket.id}::uuid`);
  const action = auditAction[move.status];
  if (action)
    await ctx.audit(action, ticket.id, {
      from: ticket.status,
      reason: move.reason,
      resolution_summary: move.resolution_summary,
    });
  ctx.emit("ticket.status_changed", {
    ticket_id: ticket.id,
    old_status: ticket.status,
    new_status: move.status,
  });
  await queueWriteBack(ctx, ticket.id, { kind: "status", status: move.status });
  if (move.status === "ESCALATED") await handOver(ctx, ticket.id, move.reason);
  await settleClocks(ctx, [ticket.id]);
}

/** Refuses a move the state machine, the role or the ticket's row does not allow, or that lacks a field. */
export function checkMove(ctx: Context, ticket: LoadedTicket, move: Move): void {
  if (!isMoveAllowed(ticket.status, move.status)) throw refusedMove(ticket.status, move.status);
  const { permission, requires } = moveRequirement(ticket.status, move.status);
  refuseUnless(ctx, permission.replace("tickets:", "") as TicketAction, ticket);
  const owned = whyNotMirrored("status", ticket);
  if (owned) throw new AppError("conflict", owned);
  for (const field of requires) {
    if ((move[field]?.trim().length ?? 0) < minimumReasonLength) {
      throw invalidField(
        field,
        `Moving to ${move.status} needs ${field.replace("_", " ")} of at least ${minimumReasonLength} characters.`,
      );
    }
  }
}

/** The next role of the priority's chain takes over, without a person, at the next level. */
async function handOver(ctx: Context, id: string, reason: string | undefined): Promise<void> {
  // The last level keeps its owner: there is nobody above to hand over to.
  await ctx.tx.$executeRaw`
    update tickets t set sla_escalation_level = t.sla_escalation_level + 1,
      owner_role = p.escalation_chain ->> (t.sla_escalation_level + 1), owner_id = null
    from tickets x cross join lateral sla_policy_of(x.priority, x.sla_team, x.assigned_franchise_id) p
    where t.id = ${id}::uuid and x.id = t.id and t.sla_escalation_level + 1 < jsonb_array_length(p.escalation_chain)`;
  ctx.emit("ticket.escalated", { ticket_id: id, reason });
}

export function refusedMove(from: TicketStatus, to: TicketStatus): AppError {
  const allowed = allowedMoves(from);
  const next =
    allowed.length === 0
      ? "it is final; create a follow-up ticket instead"
      : `it may move to ${allowed.join(", ")}`;
  return new AppError("invalid_transition", `A ticket in ${from} cannot move to ${to}: ${next}.`, {
    from,
    to,
    allowed,
    fields: [{ field: "status", message: `Not reachable from ${from}.`, allowed }],
  });
}

const auditAction: Partial<Record<TicketStatus, string>> = {
  ESCALATED: "ESCALATED",
  RESOLVED: "RESOLVED",
  CLOSED: "CLOSED",
  REOPENED: "REOPENED",
};
