import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { operationColumns } from "./get-operation";
import type { BulkOperation, listBulkQuery } from "./schema";

/** The organization's operations, newest first. */
export async function listOperations(ctx: Context, query: z.output<typeof listBulkQuery>) {
  const matching: Sql[] = query.status ? [sql`o.status = any (${query.status}::text[])`] : [];
  const cursor = query.cursor ? decodeCursor(query.cursor, "bulk") : null;
  const page = cursor
    ? [...matching, sql`(o.created_at, o.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : matching;
  const rows = await ctx.tx.$queryRaw<BulkOperation[]>`
    select ${operationColumns} from bulk_operations o join users u on u.id = o.requested_by_id
    where ${and(page)} order by o.created_at desc, o.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from bulk_operations o where ${and(matching)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "bulk", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
