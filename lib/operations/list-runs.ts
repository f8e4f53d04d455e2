import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import type { ListRunsQuery, Run } from "./schema";
import { runColumns, runSources } from "./select-runs";

const order = "runs";

/** Newest first, without a total: a week of runs is not worth counting every few seconds. */
export async function listRuns(ctx: Context, { limit, cursor, function_id, status }: ListRunsQuery) {
  const conditions = [
    ...(function_id ? [sql`r.function_id = any (${function_id}::text[])`] : []),
    ...(status ? [sql`r.status = any (${status}::text[])`] : []),
  ];
  const after = cursor ? decodeCursor(cursor, order) : null;
  const page = after
    ? [...conditions, sql`(r.created_at, r.id) < (${after.value}::timestamptz, ${after.id})`]
    : conditions;
  const rows = await ctx.tx.$queryRaw<Run[]>`
    select ${runColumns} from ${runSources} where ${and(page)} order by r.created_at desc, r.id desc limit ${limit + 1}`;
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const next =
    rows.length > limit && last
      ? encodeCursor({ order, value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit, total: null, next_cursor: next } };
}
