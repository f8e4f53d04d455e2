import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readDelivery } from "./load-delivery";
import { readWebhook } from "./load-webhook";
import type { DeliveryRow } from "./schema";

/** The same bytes once more under the same message id, as a delivery of its own with tries of its own. */
export async function replayDelivery(ctx: Context, id: string): Promise<{ data: DeliveryRow }> {
  const delivery = await readDelivery(ctx, id);
  const endpoint = await readWebhook(ctx, delivery.endpoint_id);
  if (delivery.status === "pending")
    throw new AppError("conflict", "This delivery is still being tried; wait until it has ended.");
  if (!endpoint.is_enabled)
    throw new AppError("conflict", "This webhook is disabled. Enable it before sending anything again.");
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into webhook_deliveries (id, endpoint_id, message_id, dedupe_key, event_name, ticket_id, body, replayed_from_id)
    select n.id, d.endpoint_id, d.message_id, n.id::text, d.event_name, d.ticket_id, d.body, d.id
    from webhook_deliveries d cross join (select new_id() as id) n where d.id = ${id}::uuid returning id`;
  if (!created) throw new AppError("internal", "The replay could not be stored.");
  await ctx.audit("WEBHOOK_REPLAYED", null, { webhook_id: endpoint.id, delivery_id: id });
  ctx.emit("webhook.delivery_due", { delivery_id: created.id, endpoint_id: endpoint.id });
  return { data: await readDelivery(ctx, created.id) };
}
