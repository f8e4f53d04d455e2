import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { driftListAnswer, listDriftsQuery, SyncDrift } from "./schema";

/** Where the copy differed from the vendor, newest first. */
export async function listDrifts(
  ctx: Context,
  query: z.output<typeof listDriftsQuery>,
): Promise<z.output<typeof driftListAnswer>> {
  const wanted: Sql[] = [];
  if (query.connection_id) wanted.push(sql`d.connection_id = ${query.connection_id}::uuid`);
  if (query.run_id) wanted.push(sql`d.run_id = ${query.run_id}::uuid`);
  if (query.is_repaired !== undefined) wanted.push(sql`(d.repaired_at is not null) = ${query.is_repaired}`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "sync_drifts") : null;
  const after = cursor ? [sql`(d.found_at, d.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`] : [];
  const rows = await ctx.tx.$queryRaw<SyncDrift[]>`
    select d.id, d.run_id, d.connection_id, c.name as connection_name, d.kind, d.external_id, s.ticket_id, t.number as ticket_number,
      s.url, d.detail, d.found_at, d.repaired_at
    from sync_drifts d join sync_connections c on c.id = d.connection_id
    left join ticket_sources s on s.connection_id = d.connection_id and s.external_id = d.external_id
    left join tickets t on t.id = s.ticket_id
    where ${and([...wanted, ...after])} order by d.found_at desc, d.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from sync_drifts d where ${and(wanted)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({ order: "sync_drifts", value: last.found_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor } };
}
