import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { deliveryColumns } from "./load-delivery";
import { readWebhook } from "./load-webhook";
import type { DeliveryRow, ListDeliveriesQuery } from "./schema";

/** What was sent to an endpoint, newest first. */
export async function listDeliveries(ctx: Context, endpointId: string, query: ListDeliveriesQuery) {
  await readWebhook(ctx, endpointId);
  const where = [
    sql`d.endpoint_id = ${endpointId}::uuid`,
    query.status ? sql`d.status = ${query.status}` : sql`true`,
  ];
  const cursor = query.cursor ? decodeCursor(query.cursor, "deliveries") : null;
  const after = cursor
    ? [sql`(d.created_at, d.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const rows = await ctx.tx.$queryRaw<DeliveryRow[]>`
    select ${deliveryColumns} from webhook_deliveries d where ${and([...where, ...after])}
    order by d.created_at desc, d.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from webhook_deliveries d where ${and(where)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "deliveries", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
