import type { Context } from "@/lib/platform/organization";
import { readDetail } from "./get-ticket";
import { type LoadedTicket, loadTicket } from "./load-ticket";
import type { TicketDetail } from "./schema";
import { applyMove } from "./transition-ticket";

/** Escalates by hand; the move itself hands the ticket to the next role of its chain. */
export async function escalateTicket(
  ctx: Context,
  id: string,
  reason: string,
): Promise<{ data: TicketDetail }> {
  await applyEscalation(ctx, await loadTicket(ctx, id, { lock: true }), reason);
  return { data: await readDetail(ctx, id) };
}

/** The change itself, for verbs that loaded the ticket already. */
export async function applyEscalation(ctx: Context, ticket: LoadedTicket, reason: string): Promise<void> {
  await applyMove(ctx, ticket, { status: "ESCALATED", reason });
}
