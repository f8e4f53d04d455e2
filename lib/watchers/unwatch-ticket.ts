import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadTicket, refuseUnless } from "@/lib/tickets/load-ticket";
import type { WatchInput, WatchState } from "./schema";

/** Ends the watching; a sensitive ticket needs no reason for that. */
export async function unwatchTicket(
  ctx: Context,
  ticketId: string,
  userId: string | null,
): Promise<{ data: WatchState }> {
  const ticket = await loadTicket(ctx, ticketId, { lock: true, allowWithheld: true });
  refuseUnless(ctx, "watch", ticket);
  if (!userId) throw new AppError("forbidden", "Only a person can watch a ticket.");
  await applyUnwatch(ctx, ticketId, userId);
  return {
    data: {
      ticket_id: ticketId,
      user_id: userId,
      watching: false,
      notify_email: false,
      notify_push: false,
      notify_sms: false,
    },
  };
}

/** The change itself, for verbs that loaded and checked the ticket already: the channels it had, null where nobody watched. */
export async function applyUnwatch(
  ctx: Context,
  ticketId: string,
  userId: string,
): Promise<WatchInput | null> {
  const [removed] = await ctx.tx.$queryRaw<WatchInput[]>`
    delete from ticket_watchers where ticket_id = ${ticketId}::uuid and user_id = ${userId}::uuid
    returning notify_email, notify_push, notify_sms`;
  if (!removed) return null;
  ctx.emit("ticket.unwatched", { ticket_id: ticketId, user_id: userId });
  return removed;
}
