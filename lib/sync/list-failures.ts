import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { failureListAnswer, listFailuresQuery, SyncFailure } from "./schema";

/** What could not be read or stored, newest first. */
export async function listFailures(
  ctx: Context,
  query: z.output<typeof listFailuresQuery>,
): Promise<z.output<typeof failureListAnswer>> {
  const wanted: Sql[] = [query.is_resolved ? sql`f.resolved_at is not null` : sql`f.resolved_at is null`];
  if (query.connection_id) wanted.push(sql`f.connection_id = ${query.connection_id}::uuid`);
  if (query.run_id) wanted.push(sql`f.run_id = ${query.run_id}::uuid`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "sync_failures") : null;
  const after = cursor
    ? [sql`(f.created_at, f.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const rows = await ctx.tx.$queryRaw<SyncFailure[]>`
    select f.id, f.run_id, f.connection_id, c.name as connection_name, f.resource, f.external_id, s.url, s.ticket_id,
      t.number as ticket_number, f.reason, f.attempts, f.created_at, f.last_attempt_at, f.resolved_at
    from sync_failures f join sync_connections c on c.id = f.connection_id
    left join ticket_sources s on s.connection_id = f.connection_id and s.external_id = f.external_id
      and f.resource in ('tickets', 'conversations', 'time_entries', 'time_entry')
    left join tickets t on t.id = s.ticket_id
    where ${and([...wanted, ...after])} order by f.created_at desc, f.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from sync_failures f where ${and(wanted)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({ order: "sync_failures", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor } };
}
