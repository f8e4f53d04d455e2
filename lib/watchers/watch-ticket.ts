import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { isStaff } from "@/lib/platform/permissions";
import { loadTicketFor } from "@/lib/tickets/load-ticket";
import type { WatchInput, WatchState } from "./schema";

/** Makes a person of the desk watch a ticket, or changes the channels they are told by. */
export async function watchTicket(
  ctx: Context,
  ticketId: string,
  userId: string | null,
  channels: WatchInput,
): Promise<{ data: WatchState }> {
  await loadTicketFor(ctx, "watch", ticketId);
  if (!userId) throw new AppError("forbidden", "Only a person can watch a ticket.");
  if (userId !== ctx.actor.userId) await requireColleague(ctx, userId);
  await applyWatch(ctx, ticketId, userId, channels);
  const row = await ctx.tx.ticketWatcher.findFirstOrThrow({
    where: { ticket_id: ticketId, user_id: userId },
  });
  const { notify_email, notify_push, notify_sms } = row;
  return {
    data: { ticket_id: ticketId, user_id: userId, watching: true, notify_email, notify_push, notify_sms },
  };
}

/** The change itself, for verbs that loaded and checked the ticket already; whether the person is new to it. */
export async function applyWatch(
  ctx: Context,
  ticketId: string,
  userId: string,
  channels: WatchInput,
): Promise<boolean> {
  const { notify_email, notify_push, notify_sms } = channels;
  const added = await ctx.tx.$executeRaw`
    insert into ticket_watchers (ticket_id, user_id, notify_email, notify_push, notify_sms)
    values (${ticketId}::uuid, ${userId}::uuid, ${notify_email ?? true}, ${notify_push ?? true}, ${notify_sms ?? false})
    on conflict do nothing`;
  const changed =
    added > 0
      ? added
      : await ctx.tx.$executeRaw`
    update ticket_watchers w set notify_email = n.email, notify_push = n.push, notify_sms = n.sms
    from (select id, coalesce(${notify_email ?? null}::boolean, notify_email) as email,
        coalesce(${notify_push ?? null}::boolean, notify_push) as push, coalesce(${notify_sms ?? null}::boolean, notify_sms) as sms
      from ticket_watchers where ticket_id = ${ticketId}::uuid and user_id = ${userId}::uuid) n
    where w.id = n.id and (w.notify_email, w.notify_push, w.notify_sms) is distinct from (n.email, n.push, n.sms)`;
  if (changed > 0) ctx.emit("ticket.watched", { ticket_id: ticketId, user_id: userId });
  return added > 0;
}

/** Watching lets someone of the desk see the ticket; requesters have their own tickets and nothing else. */
export async function requireColleague(ctx: Context, userId: string): Promise<void> {
  const person = await ctx.tx.user.findFirst({ where: { id: userId, deactivated_at: null } });
  if (!person) throw invalidField("user_id", "No such active person.");
  if (!isStaff(person.role)) throw invalidField("user_id", `${person.name} does not work at the desk.`);
}
