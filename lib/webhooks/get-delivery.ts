import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { deliveryColumns } from "./load-delivery";
import type { DeliveryDetail } from "./schema";

/** One delivery with what was sent and what every try was answered. */
export async function getDelivery(ctx: Context, id: string): Promise<{ data: DeliveryDetail }> {
  const [delivery] = await ctx.tx.$queryRaw<Omit<DeliveryDetail, "tries">[]>`
    select ${deliveryColumns}, d.body from webhook_deliveries d where d.id = ${id}::uuid`;
  if (!delivery) throw notFound("delivery");
  const tries = await ctx.tx.$queryRaw<DeliveryDetail["tries"]>`
    select number, attempted_at, duration_ms, response_status, response_excerpt, error from webhook_attempts
    where delivery_id = ${id}::uuid order by number`;
  return { data: { ...delivery, tries } };
}
