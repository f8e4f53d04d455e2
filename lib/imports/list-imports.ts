import type { z } from "zod";
import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { jobSource, rowColumns } from "./import-job";
import type { ImportRow, importListAnswer, listImportsQuery } from "./schema";

/** Imports, newest first, with how far each has got. */
export async function listImports(
  ctx: Context,
  query: z.output<typeof listImportsQuery>,
): Promise<z.output<typeof importListAnswer>> {
  const cursor = query.cursor ? decodeCursor(query.cursor, "imports") : null;
  const page = cursor ? [sql`(j.created_at, j.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`] : [];
  const rows = await ctx.tx.$queryRaw<ImportRow[]>`
    select ${rowColumns} from ${jobSource} where ${and(page)} order by j.created_at desc, j.id desc limit ${query.limit + 1}`;
  const [count] = await ctx.tx.$queryRaw<{ total: number }[]>`select count(*)::int as total from import_jobs`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "imports", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
