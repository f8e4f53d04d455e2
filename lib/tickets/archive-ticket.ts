import { type Context, giveReason } from "@/lib/platform/organization";
import { readDetail } from "./get-ticket";
import { loadTicketFor } from "./load-ticket";
import type { TicketDetail } from "./schema";

/** Takes a ticket out of every list without deleting anything. */
export async function archiveTicket(
  ctx: Context,
  id: string,
  reason?: string,
): Promise<{ data: TicketDetail }> {
  return changeArchived(ctx, id, true, reason);
}

/** Brings an archived ticket back as it was. */
export async function restoreTicket(ctx: Context, id: string): Promise<{ data: TicketDetail }> {
  return changeArchived(ctx, id, false);
}

async function changeArchived(ctx: Context, id: string, archived: boolean, reason?: string) {
  const ticket = await loadTicketFor(ctx, "archive", id);
  await giveReason(ctx, reason);
  if (ticket.archived !== archived) await applyArchived(ctx, id, archived);
  return { data: await readDetail(ctx, id) };
}

/** The change itself, for verbs that loaded and checked the ticket already. */
export async function applyArchived(ctx: Context, id: string, archived: boolean): Promise<void> {
  await ctx.tx.$executeRaw`update tickets set archived = ${archived} where id = ${id}::uuid`;
  ctx.emit(archived ? "ticket.archived" : "ticket.restored", { ticket_id: id });
}
