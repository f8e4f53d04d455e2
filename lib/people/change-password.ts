import type { z } from "zod";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { ownUserId } from "./own-account";
import { hashPassword, isPasswordRight, refuseObviousPassword } from "./password";
import type { changePasswordInput } from "./schema";

/** One's own password, by a session alone; every session ends, the one that asked included. */
export async function changePassword(
  ctx: Context,
  input: z.output<typeof changePasswordInput>,
): Promise<void> {
  const userId = ownUserId(ctx);
  const [user] = await ctx.tx.$queryRaw<{ email: string; password_hash: string | null }[]>`
    select email, password_hash from users where id = ${userId}::uuid for update`;
  if (!user || !(await isPasswordRight(input.current_password, user.password_hash)))
    throw invalidField("current_password", "This is not your current password.");
  if (input.new_password === input.current_password)
    throw invalidField("new_password", "Choose a password other than the current one.");
  refuseObviousPassword("new_password", input.new_password, user);
  const passwordHash = await hashPassword(input.new_password);
  const changed = await ctx.tx.$executeRaw`
    update users set password_hash = ${passwordHash}, must_change_password = false, password_changed_at = now(),
      session_version = session_version + 1, updated_at = now() where id = ${userId}::uuid`;
  if (changed === 0) throw new AppError("internal", "The password could not be stored.");
  await ctx.audit("PASSWORD_CHANGED", null, { user_id: userId });
  ctx.emit("user.changed", { user_id: userId });
}
