import type { Context } from "@/lib/platform/organization";
import { dueEvent } from "./events";
import type { DeliveryChannel } from "./schema";

type Released = {
  notification_id: string;
  channel: DeliveryChannel;
  in_digest: boolean;
  user_id: string | null;
  requester_id: string | null;
};

const batchRows = 500;

/** Asks once for each delivery whose time has come, and once for each person's summary. */
export async function releaseDeliveries(ctx: Context): Promise<{ count: number; isLast: boolean }> {
  const rows = await ctx.tx.$queryRaw<Released[]>`
    with due as (
      select notification_id, channel from notification_deliveries
      where status = 'pending' and due_at <= app_now()
        and (released_at is null or released_at < app_now() - interval '10 minutes')
      order by due_at limit ${batchRows}::int for update skip locked)
    update notification_deliveries d set released_at = app_now() from due, notifications n
    where d.notification_id = due.notification_id and d.channel = due.channel and n.id = d.notification_id
    returning d.notification_id, d.channel, d.in_digest, n.user_id, n.requester_id`;
  const people = new Map<string | null, Released>();
  for (const row of rows) {
    if (row.in_digest) people.set(row.user_id ?? row.requester_id, row);
    else ctx.emit(dueEvent[row.channel], { notification_id: row.notification_id });
  }
  for (const { user_id, requester_id } of people.values())
    ctx.emit("notification.digest_due", { user_id, requester_id });
  return { count: rows.length, isLast: rows.length < batchRows };
}
