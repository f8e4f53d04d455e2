import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, type Sql, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { companyListAnswer, listSyncCompaniesQuery, SyncCompany } from "./schema";

/** Companies of external desks by name, with how many tickets name them. */
export async function listSyncCompanies(
  ctx: Context,
  query: z.output<typeof listSyncCompaniesQuery>,
): Promise<z.output<typeof companyListAnswer>> {
  const wanted: Sql[] = [];
  if (query.connection_id) wanted.push(sql`s.connection_id = ${query.connection_id}::uuid`);
  if (query.needs_mapping !== undefined) wanted.push(sql`s.needs_mapping = ${query.needs_mapping}`);
  const cursor = query.cursor ? decodeCursor(query.cursor, "sync_companies") : null;
  const after = cursor
    ? [
        sql`(lower(s.name), s.connection_id || ':' || s.external_id) > (${String(cursor.value)}, ${cursor.id})`,
      ]
    : [];
  const rows = await readSyncCompanies(ctx, and([...wanted, ...after]), query.limit + 1);
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from company_sources s where ${and(wanted)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next_cursor =
    rows.length > query.limit && last
      ? encodeCursor({
          order: "sync_companies",
          value: last.name.toLowerCase(),
          id: `${last.connection_id}:${last.external_id}`,
        })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor } };
}

export async function readSyncCompanies(ctx: Context, where: Sql, limit: number): Promise<SyncCompany[]> {
  return ctx.tx.$queryRaw<SyncCompany[]>`
    select s.connection_id, n.name as connection_name, s.external_id, s.name, s.account_number, s.domains, s.is_active, s.needs_mapping,
      s.company_id, c.name as company_name, (select count(*)::int from ticket_sources t
        where t.connection_id = s.connection_id and t.company_external_id = s.external_id and t.deleted_at is null) as ticket_count
    from company_sources s join sync_connections n on n.id = s.connection_id left join companies c on c.id = s.company_id
    where ${where} order by lower(s.name), s.connection_id || ':' || s.external_id limit ${limit}`;
}
