import type { Context } from "@/lib/platform/organization";
import { loadTicket } from "@/lib/tickets/load-ticket";
import type { WatcherRow } from "./schema";

/** Who watches a ticket, longest first. */
export async function listWatchers(ctx: Context, ticketId: string): Promise<{ data: WatcherRow[] }> {
  await loadTicket(ctx, ticketId);
  const data = await ctx.tx.$queryRaw<WatcherRow[]>`
    select w.user_id, u.name, u.role, w.notify_email, w.notify_push, w.notify_sms, w.created_at
    from ticket_watchers w join users u on u.id = w.user_id
    where w.ticket_id = ${ticketId}::uuid order by w.created_at, w.id`;
  return { data };
}
