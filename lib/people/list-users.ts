import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { matches, userColumns } from "./load-user";
import { type NamedPage, pageByName } from "./page-by-name";
import type { ListUsersQuery, UserRow } from "./schema";

/** People of the organization by name; deactivated ones only when asked for. */
export function listUsers(ctx: Context, query: ListUsersQuery): Promise<NamedPage<UserRow>> {
  return pageByName<UserRow>(ctx, query, {
    columns: userColumns(ctx),
    from: sql`users u left join franchises f on f.id = u.franchise_id`,
    alias: "u",
    where: [
      matches(query.search, ["u.name", "u.email"]),
      query.role ? sql`u.role = any (${query.role}::text[])` : sql`true`,
      query.franchise_id ? sql`u.franchise_id = any (${query.franchise_id}::uuid[])` : sql`true`,
      query.is_available === undefined ? sql`true` : sql`u.is_available = ${query.is_available}`,
      query.state === "any" ? sql`true` : sql`(u.deactivated_at is null) = ${query.state === "active"}`,
    ],
  });
}
