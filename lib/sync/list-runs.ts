import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { readRuns } from "./run-row";
import type { listRunsQuery, runListAnswer } from "./schema";

/** The history of the mirror, newest first. */
export async function listRuns(
  ctx: Context,
  query: z.output<typeof listRunsQuery>,
): Promise<z.output<typeof runListAnswer>> {
  const wanted: Sql[] = [];
  if (query.connection_id) wanted.push(sql`r.connection_id = ${query.connection_id}::uuid`);
  if (query.kind) wanted.push(sql`r.kind = any (${query.kind}::text[])`);
  if (query.status) wanted.push(sql`r.status = any (${query.status}::text[])`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "sync_runs") : null;
  const after = cursor
    ? [sql`(r.created_at, r.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const rows = await readRuns(
    ctx,
    and([...wanted, ...after]),
    sql`order by r.created_at desc, r.id desc limit ${query.limit + 1}`,
  );
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from sync_runs r where ${and(wanted)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({ order: "sync_runs", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor } };
}
