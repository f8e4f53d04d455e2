import { and, raw, type Sql, sql } from "@/lib/platform/database/sql";
import { AppError, invalidField, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import type { UserDetail, UserRow } from "./schema";

/** Of `users u left join franchises f`. */
export function userColumns(ctx: Context): Sql {
  const isManager = ctx.actor.role === "system" || hasPermission(ctx.actor, "people:write");
  const managed = isManager
    ? sql`u.must_change_password, u.last_sign_in_at`
    : sql`null::boolean as must_change_password, null::timestamptz as last_sign_in_at`;
  return sql`u.id, u.email, u.name, u.role, u.franchise_id, f.name as franchise_name, u.is_available,
    to_char(u.shift_starts_at, 'HH24:MI') as shift_starts_at, to_char(u.shift_ends_at, 'HH24:MI') as shift_ends_at,
    u.time_zone, u.deactivated_at, u.created_at, ${managed}`;
}

export async function readUser(ctx: Context, id: string): Promise<UserDetail> {
  const [user] = await ctx.tx.$queryRaw<UserDetail[]>`
    select ${userColumns(ctx)},
      (select count(*)::int from tickets t where t.owner_id = u.id and t.status not in ('RESOLVED', 'CLOSED') and not t.archived) as open_ticket_count,
      (select count(*)::int from api_tokens k where k.user_id = u.id and k.revoked_at is null
        and (k.expires_at is null or k.expires_at > app_now())) as active_token_count
    from users u left join franchises f on f.id = u.franchise_id where u.id = ${id}::uuid`;
  if (!user) throw notFound("person");
  return user;
}

/** Everyone who can still let others in; locked, so that two admins cannot remove each other at once. */
export async function lockActiveAdmins(ctx: Context): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from users where role = 'admin' and deactivated_at is null order by id for update`;
  return rows.map((row) => row.id);
}

export function keepAnAdmin(activeAdmins: string[], leaving: string): void {
  if (activeAdmins.length === 1 && activeAdmins[0] === leaving)
    throw new AppError("conflict", "This is the last active admin. Make someone else an admin first.");
}

export type LockedUser = Pick<
  UserRow,
  | "id"
  | "email"
  | "name"
  | "role"
  | "franchise_id"
  | "is_available"
  | "shift_starts_at"
  | "shift_ends_at"
  | "time_zone"
  | "deactivated_at"
>;

export async function lockUser(ctx: Context, id: string): Promise<LockedUser> {
  const [user] = await ctx.tx.$queryRaw<LockedUser[]>`
    select id, email, name, role, franchise_id, is_available, to_char(shift_starts_at, 'HH24:MI') as shift_starts_at,
      to_char(shift_ends_at, 'HH24:MI') as shift_ends_at, time_zone, deactivated_at
    from users where id = ${id}::uuid for update`;
  if (!user) throw notFound("person");
  return user;
}

export async function checkFranchise(
  ctx: Context,
  role: string,
  franchiseId: string | null | undefined,
): Promise<void> {
  if (role === "franchise_agent" && !franchiseId)
    throw invalidField("franchise_id", "A franchise agent belongs to a franchise. Choose one.");
  if (!franchiseId) return;
  const [row] = await ctx.tx.$queryRaw<
    { id: string }[]
  >`select id from franchises where id = ${franchiseId}::uuid`;
  if (!row) throw invalidField("franchise_id", "No such franchise.");
}

export async function refuseTakenEmail(ctx: Context, email: string): Promise<void> {
  const [taken] = await ctx.tx.$queryRaw<
    { user_id: string }[]
  >`select user_id from find_sign_in(${email}) limit 1`;
  if (!taken) return;
  throw new AppError("conflict", "This e-mail address already has an account.", {
    fields: [{ field: "email", message: "This e-mail address already has an account." }],
  });
}

/** `%` and `_` typed by a person are letters. */
export function matches(search: string | undefined, columns: readonly string[]): Sql {
  if (!search) return sql`true`;
  const words = search.toLowerCase().split(/\s+/).slice(0, 6);
  const haystack = raw(`lower(concat_ws(' ', ${columns.join(", ")}))`);
  return and(words.map((word) => sql`position(${word} in ${haystack}) > 0`));
}
