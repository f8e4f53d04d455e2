import type { Context } from "@/lib/platform/organization";
import { queueRun } from "./start-run";

const mostAtOnce = 200;

/**
 * One run for all tickets that the vendor called about. While one is under way the next calls gather; its end takes
 * them on. Should the run fail, the next incremental one meets the same changes.
 */
export async function queueWebhookRun(ctx: Context, connectionId: string): Promise<string | null> {
  const [connection] = await ctx.tx.$queryRaw<{ is_busy: boolean }[]>`
    select exists (select from sync_runs r where r.connection_id = c.id and r.kind = 'webhook' and r.status in ('queued', 'running'))
      as is_busy
    from sync_connections c where c.id = ${connectionId}::uuid and c.is_active and c.archived_at is null for update`;
  if (!connection || connection.is_busy) return null;
  const waiting = await ctx.tx.$queryRaw<{ external_id: string }[]>`
    update sync_webhook_receipts set handled_at = app_now()
    where connection_id = ${connectionId}::uuid and external_id in (select external_id from sync_webhook_receipts
      where connection_id = ${connectionId}::uuid and handled_at is null order by received_at limit ${mostAtOnce})
    returning external_id`;
  if (waiting.length === 0) return null;
  const ticket_external_ids = waiting.map(({ external_id }) => external_id);
  const run = await queueRun(ctx, {
    connection_id: connectionId,
    kind: "webhook",
    trigger: "webhook",
    options: { ticket_external_ids },
  });
  return run.id;
}
