import type { z } from "zod";
import { type Context, giveReason } from "@/lib/platform/organization";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { queueWriteBack } from "@/lib/sync/queue-write-back";
import { chooseOwner } from "./choose-owner";
import { readDetail } from "./get-ticket";
import { loadTicketFor } from "./load-ticket";
import type { assignTicketInput, TicketDetail } from "./schema";

/** Gives a ticket to a role's queue, a person, or the least loaded available person of a role. */
export async function assignTicket(
  ctx: Context,
  id: string,
  input: z.output<typeof assignTicketInput>,
): Promise<{ data: TicketDetail; assignment_reason: string | null }> {
  await loadTicketFor(ctx, "assign", id, input.version);
  const owner = await chooseOwner(ctx, input.owner_role, input.owner_id);
  await giveReason(ctx, [input.reason, owner.assignment_reason].filter(Boolean).join(" "));
  await applyOwner(ctx, id, owner.owner_id, owner.owner_role);
  return { data: await readDetail(ctx, id), assignment_reason: owner.assignment_reason };
}

/** Takes a ticket that waits in the actor's own queue. */
export async function takeTicket(ctx: Context, id: string): Promise<{ data: TicketDetail }> {
  await loadTicketFor(ctx, "take", id);
  await applyOwner(ctx, id, ctx.actor.userId, ctx.actor.role);
  return { data: await readDetail(ctx, id) };
}

/** The change itself, for verbs that loaded and checked the ticket already. */
export async function applyOwner(
  ctx: Context,
  id: string,
  ownerId: string | null,
  ownerRole: string,
): Promise<void> {
  await ctx.tx
    .$executeRaw`update tickets set owner_id = ${ownerId}::uuid, owner_role = ${ownerRole} where id = ${id}::uuid`;
  await settleClocks(ctx, [id]);
  await queueWriteBack(ctx, id, { kind: "owner", owner_id: ownerId });
  ctx.emit("ticket.assigned", { ticket_id: id, owner_id: ownerId, owner_role: ownerRole });
}
