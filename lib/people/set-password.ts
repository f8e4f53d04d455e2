import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { lockUser, readUser } from "./load-user";
import { hashPassword, makeTemporaryPassword, refuseObviousPassword } from "./password";
import { revokeTokens } from "./revoke-tokens";
import type { setPasswordInput, UserDetail } from "./schema";

/** An admin's reset: every session and, unless told otherwise, every API token ends, and the person chooses their own password at the next sign-in. */
export async function setPassword(
  ctx: Context,
  id: string,
  input: z.output<typeof setPasswordInput>,
): Promise<{ data: UserDetail; temporary_password: string | null }> {
  if (id === ctx.actor.userId)
    throw new AppError("conflict", "Change your own password in Settings → Profile.");
  const user = await lockUser(ctx, id);
  if (input.password) refuseObviousPassword("password", input.password, user);
  const temporaryPassword = input.password ? null : makeTemporaryPassword();
  const passwordHash = await hashPassword(input.password ?? temporaryPassword ?? "");
  await ctx.tx.$executeRaw`
    update users set password_hash = ${passwordHash}, must_change_password = true, password_changed_at = now(),
      session_version = session_version + 1, updated_at = now() where id = ${id}::uuid`;
  const revoked = input.revoke_tokens ? await revokeTokens(ctx, id) : 0;
  await ctx.audit("PASSWORD_RESET", null, { user_id: id, revoked_tokens: revoked });
  ctx.emit("user.changed", { user_id: id });
  return { data: await readUser(ctx, id), temporary_password: temporaryPassword };
}
