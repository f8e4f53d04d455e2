import { type Sql, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { DeliveryRow } from "./schema";

export const deliveryColumns: Sql = sql`d.id, d.endpoint_id, d.message_id, d.event_name, d.ticket_id, d.status, d.attempts,
  d.next_attempt_at, d.finished_at, d.response_status, d.last_error, d.replayed_from_id, d.created_at`;

export async function readDelivery(ctx: Context, id: string): Promise<DeliveryRow> {
  const [delivery] = await ctx.tx.$queryRaw<DeliveryRow[]>`
    select ${deliveryColumns} from webhook_deliveries d where d.id = ${id}::uuid`;
  if (!delivery) throw notFound("delivery");
  return delivery;
}
