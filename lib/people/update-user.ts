import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import {
  checkFranchise,
  keepAnAdmin,
  type LockedUser,
  lockActiveAdmins,
  lockUser,
  readUser,
  refuseTakenEmail,
} from "./load-user";
import type { UpdateUserInput, UserDetail } from "./schema";

const fields = [
  "name",
  "email",
  "role",
  "franchise_id",
  "is_available",
  "shift_starts_at",
  "shift_ends_at",
  "time_zone",
] as const;
type Changes = Record<string, { old: unknown; new: unknown }>;

/** Changes an account; a new role, franchise or address ends the person's sessions with their next request. */
export async function updateUser(
  ctx: Context,
  id: string,
  input: UpdateUserInput,
): Promise<{ data: UserDetail }> {
  const admins = await lockActiveAdmins(ctx);
  const user = await lockUser(ctx, id);
  const next = { ...user, ...given(input) };
  await check(ctx, user, next);
  if (next.role !== "admin") keepAnAdmin(admins, id);
  const changes = differences(user, next);
  if (Object.keys(changes).length > 0) await store(ctx, next, changes);
  return { data: await readUser(ctx, id) };
}

function given(input: UpdateUserInput): Partial<LockedUser> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

async function check(ctx: Context, user: LockedUser, next: LockedUser): Promise<void> {
  if (Boolean(next.shift_starts_at) !== Boolean(next.shift_ends_at))
    throw invalidField(
      next.shift_starts_at ? "shift_ends_at" : "shift_starts_at",
      "A shift has a start and an end.",
    );
  if (next.shift_starts_at && next.shift_starts_at === next.shift_ends_at)
    throw invalidField("shift_ends_at", "A shift ends at another time than it starts.");
  if (next.role !== user.role || next.franchise_id !== user.franchise_id)
    await checkFranchise(ctx, next.role, next.franchise_id);
  if (next.email !== user.email) await refuseTakenEmail(ctx, next.email);
}

function differences(user: LockedUser, next: LockedUser): Changes {
  const changed = fields.filter((field) => user[field] !== next[field]);
  return Object.fromEntries(changed.map((field) => [field, { old: user[field], new: next[field] }]));
}

async function store(ctx: Context, next: LockedUser, changes: Changes): Promise<void> {
  const endsSessions = "role" in changes || "franchise_id" in changes || "email" in changes;
  await ctx.tx.$executeRaw`
    update users set name = ${next.name}, email = ${next.email}, role = ${next.role}, franchise_id = ${next.franchise_id}::uuid,
      is_available = ${next.is_available}, shift_starts_at = ${next.shift_starts_at}::time, shift_ends_at = ${next.shift_ends_at}::time,
      time_zone = ${next.time_zone}, session_version = session_version + ${endsSessions ? 1 : 0}::int, updated_at = now()
    where id = ${next.id}::uuid`;
  await ctx.audit("USER_UPDATED", null, { user_id: next.id, changes });
  ctx.emit("user.changed", { user_id: next.id });
}
