import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { keepAnAdmin, lockActiveAdmins, lockUser, readUser } from "./load-user";
import { revokeTokens } from "./revoke-tokens";
import type { UserDetail } from "./schema";

/** Ends sessions and API tokens for good; tickets keep their owner until someone reassigns them. */
export async function deactivateUser(ctx: Context, id: string): Promise<{ data: UserDetail }> {
  if (id === ctx.actor.userId)
    throw new AppError("conflict", "You cannot deactivate your own account. Ask another admin.");
  const admins = await lockActiveAdmins(ctx);
  const user = await lockUser(ctx, id);
  if (user.deactivated_at) return { data: await readUser(ctx, id) };
  keepAnAdmin(admins, id);
  await ctx.tx.$executeRaw`
    update users set deactivated_at = now(), session_version = session_version + 1, updated_at = now() where id = ${id}::uuid`;
  const revoked = await revokeTokens(ctx, id);
  await ctx.audit("USER_DEACTIVATED", null, { user_id: id, email: user.email, revoked_tokens: revoked });
  ctx.emit("user.changed", { user_id: id });
  return { data: await readUser(ctx, id) };
}
