import { decodeCursor, encodeCursor } from "@/lib/platform/cursor";
import { and, empty, sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import type { ListTokensQuery, TokenRow } from "./schema";

export const tokenColumns = sql`k.id, k.user_id, u.name as user_name, k.name, k.prefix, k.scopes,
  (select json_agg(json_build_object('id', c.id, 'name', c.name) order by lower(c.name), c.id) from companies c
    where c.id = any (k.company_ids)) as companies, k.expires_at, k.last_used_at,
  k.revoked_at, k.created_at`;

/** One's own tokens newest first; everyone's for those who manage people. */
export async function listTokens(ctx: Context, query: ListTokensQuery) {
  if (query.owner === "everyone" && !hasPermission(ctx.actor, "people:write"))
    throw new AppError("forbidden", "Other people's tokens are shown to admins.");
  const where = [
    query.owner === "me" ? sql`k.user_id = ${ctx.actor.userId}::uuid` : sql`true`,
    query.state === "active"
      ? sql`k.revoked_at is null and (k.expires_at is null or k.expires_at > app_now())`
      : sql`true`,
  ];
  const cursor = query.cursor ? decodeCursor(query.cursor, "tokens") : null;
  const after = cursor
    ? [sql`(k.created_at, k.id) < (${cursor.value}::timestamptz, ${cursor.id}::uuid)`]
    : [];
  const offset = query.page && !cursor ? sql`offset ${(query.page - 1) * query.limit}` : empty;
  const rows = await ctx.tx.$queryRaw<TokenRow[]>`
    select ${tokenColumns} from api_tokens k join users u on u.id = k.user_id where ${and([...where, ...after])}
    order by k.created_at desc, k.id desc limit ${query.limit + 1} ${offset}`;
  const [count] = await ctx.tx.$queryRaw<
    { total: number }[]
  >`select count(*)::int as total from api_tokens k where ${and(where)}`;
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next =
    rows.length > query.limit && last
      ? encodeCursor({ order: "tokens", value: last.created_at.toISOString(), id: last.id })
      : null;
  return { data, pagination: { limit: query.limit, total: count?.total ?? 0, next_cursor: next } };
}
