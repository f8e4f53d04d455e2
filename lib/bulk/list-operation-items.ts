import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { isWithheld, visibleTickets } from "@/lib/tickets/access";
import { readOperation } from "./get-operation";
import type { BulkItem, listBulkItemsQuery } from "./schema";

/** The result of each ticket, in the order they are worked off. */
export async function listOperationItems(
  ctx: Context,
  id: string,
  query: z.output<typeof listBulkItemsQuery>,
) {
  await readOperation(ctx, id);
  const matching = [
    sql`i.operation_id = ${id}::uuid`,
    ...(query.result ? [sql`i.result = any (${query.result}::text[])`] : []),
  ];
  const cursor = query.cursor ? decodeCursor(query.cursor, "items") : null;
  const page = cursor ? [...matching, sql`i.position > ${Number(cursor.value)}`] : matching;
  const rows = await ctx.tx.$queryRaw<BulkItem[]>`
    select i.position, i.ticket_id, t.number, case when ${isWithheld(ctx.actor)} then 'Sensitive ticket' else t.title end as title,
      i.result, i.error_code, i.message
    from bulk_operation_items i left join tickets t on t.id = i.ticket_id and ${visibleTickets(ctx.actor)}
    where ${and(page)} order by i.position limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from bulk_operation_items i where ${and(matching)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "items", value: last.position, id: last.ticket_id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
