import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, empty, raw, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";

type Query = { limit: number; cursor?: string | undefined; page?: number | undefined };
type Source = { columns: Sql; from: Sql; alias: "u" | "f" | "r" | "c"; where: Sql[] };

export type NamedPage<Row> = {
  data: Row[];
  pagination: {
    limit: number;
    total: number;
    next_cursor: string | null;
    page?: number;
    total_pages?: number;
  };
};

/** One page of a list that is ordered by name, with the exact total. */
export async function pageByName<Row extends { id: string }>(
  ctx: Context,
  query: Query,
  { columns, from, alias, where }: Source,
): Promise<NamedPage<Row>> {
  const name = raw(`lower(${alias}.name)`);
  const id = raw(`${alias}.id`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "name") : null;
  const after = cursor ? [sql`(${name}, ${id}) > (${String(cursor.value)}, ${cursor.id}::uuid)`] : [];
  const offset = query.page && !cursor ? sql`offset ${(query.page - 1) * query.limit}` : empty;
  const rows = await ctx.tx.$queryRaw<(Row & { sort_key: string })[]>`
    select ${columns}, ${name} as sort_key from ${from} where ${and([...where, ...after])}
    order by ${name}, ${id} limit ${query.limit + 1} ${offset}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from ${from} where ${and(where)}`;
  const total = count?.total ?? 0;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const hasMore = rows.length > query.limit;
  return {
    data,
    pagination: {
      limit: query.limit,
      total,
      next_cursor:
        hasMore && last ? encodeCursor({ order: "name", value: last.sort_key, id: last.id }) : null,
      ...(query.page && {
        page: query.page,
        total_pages: Math.max(1, Math.ceil(total / query.limit)),
      }),
    },
  };
}
