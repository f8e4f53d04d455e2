import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readDelivery } from "./load-delivery";
import { readWebhook } from "./load-webhook";
import type { DeliveryRow } from "./schema";

/** A message about nothing, on the same way as every other, to see whether it arrives. */
export async function sendTest(ctx: Context, endpointId: string): Promise<{ data: DeliveryRow }> {
  const endpoint = await readWebhook(ctx, endpointId);
  if (!endpoint.is_enabled)
    throw new AppError("conflict", "This webhook is disabled. Enable it before sending a test.");
  const messageId = randomUUID();
  const body = JSON.stringify({
    type: "webhook.test",
    timestamp: ctx.now.toISOString(),
    data: { organization_id: ctx.organizationId, webhook_id: endpointId, asked_by: ctx.actor.name },
  });
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into webhook_deliveries (endpoint_id, message_id, dedupe_key, event_name, body)
    values (${endpointId}::uuid, ${messageId}, ${messageId}, 'webhook.test', ${body}) returning id`;
  if (!created) throw new AppError("internal", "The test could not be stored.");
  ctx.emit("webhook.delivery_due", { delivery_id: created.id, endpoint_id: endpointId });
  return { data: await readDelivery(ctx, created.id) };
}
