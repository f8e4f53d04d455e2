import type { Context } from "@/lib/platform/organization";
import { visibleTickets } from "@/lib/tickets/access";

/** Unread notifications of tickets one may still see, so that the number is always that of the list. */
export async function countUnread(ctx: Context): Promise<number> {
  const [row] = await ctx.tx.$queryRaw<{ count: number }[]>`
    select count(*)::int as count from notifications n join tickets t on t.id = n.ticket_id
    where n.user_id = ${ctx.actor.userId}::uuid and n.in_bell and n.read_at is null and ${visibleTickets(ctx.actor)}`;
  return row?.count ?? 0;
}
