import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { countUnread } from "./count-unread";
import type { MarkReadInput } from "./schema";

/** Marks one's own as read; every tab of the person hears of it. Others' ids change nothing. */
export async function markRead(ctx: Context, input: MarkReadInput): Promise<{ data: { unread: number } }> {
  const which =
    "ids" in input
      ? sql`id = any (${input.ids}::uuid[])`
      : "ticket_id" in input
        ? sql`ticket_id = ${input.ticket_id}::uuid`
        : "ticket_number" in input
          ? sql`ticket_id = (select t.id from tickets t where t.number = ${input.ticket_number})`
          : sql`true`;
  const changed = await ctx.tx.$executeRaw`
    update notifications set read_at = app_now()
    where user_id = ${ctx.actor.userId}::uuid and in_bell and read_at is null and ${which}`;
  if (changed > 0) ctx.emit("notification.read", { user_id: ctx.actor.userId });
  return { data: { unread: await countUnread(ctx) } };
}
