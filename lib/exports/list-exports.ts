import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { jobColumns, ownExports } from "./export-job";
import type { ExportJob, exportListAnswer, listExportsQuery } from "./schema";

/** One's own exports, newest first. */
export async function listExports(
  ctx: Context,
  query: z.output<typeof listExportsQuery>,
): Promise<z.output<typeof exportListAnswer>> {
  const own = ownExports(ctx.actor);
  const cursor = query.cursor ? decodeCursor(query.cursor, "exports") : null;
  const after = cursor
    ? [sql`(j.created_at, j.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const rows = await ctx.tx.$queryRaw<ExportJob[]>`
    select ${jobColumns} from ticket_export_jobs j where ${and([own, ...after])}
    order by j.created_at desc, j.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from ticket_export_jobs j where ${own}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "exports", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
