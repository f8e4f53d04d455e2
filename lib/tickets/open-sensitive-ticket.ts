import type { Context } from "@/lib/platform/organization";
import { readDetail } from "./get-ticket";
import { loadTicket } from "./load-ticket";
import type { TicketDetail } from "./schema";

/** States why a sensitive ticket must be opened; the reason is audited and opens it for an hour. */
export async function openSensitiveTicket(
  ctx: Context,
  id: string,
  reason: string,
): Promise<{ data: TicketDetail }> {
  const ticket = await loadTicket(ctx, id, { allowWithheld: true });
  if (ticket.is_withheld) {
    await ctx.tx.$executeRaw`
      insert into ticket_access_grants (ticket_id, user_id, reason, expires_at)
      values (${id}::uuid, ${ctx.actor.userId}::uuid, ${reason}, app_now() + interval '1 hour')`;
    await ctx.audit("SENSITIVE_VIEWED", id, { reason });
  }
  return { data: await readDetail(ctx, id) };
}
