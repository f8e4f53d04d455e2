import type { Context } from "@/lib/platform/organization";

const overdueMinutes = 30;
const keepDays = 30;
const batchRows = 5_000;

/** Announces deliveries again that no run takes care of any more, and forgets those of a month ago. */
export async function sweepWebhooks(ctx: Context): Promise<{ revived: number; forgotten: number }> {
  const overdue = await ctx.tx.$queryRaw<{ delivery_id: string; endpoint_id: string }[]>`
    update webhook_deliveries set next_attempt_at = app_now()
    where id in (select id from webhook_deliveries
      where status = 'pending' and next_attempt_at < app_now() - ${overdueMinutes}::int * interval '1 minute'
      order by next_attempt_at limit 500 for update skip locked)
    returning id as delivery_id, endpoint_id`;
  for (const due of overdue) ctx.emit("webhook.delivery_due", due);
  const forgotten = await ctx.tx.$executeRaw`
    delete from webhook_deliveries where id in (
      select id from webhook_deliveries
      where status <> 'pending' and created_at < app_now() - ${keepDays}::int * interval '1 day' limit ${batchRows})`;
  return { revived: overdue.length, forgotten };
}
