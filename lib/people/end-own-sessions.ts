import type { Context } from "@/lib/platform/organization";
import { ownUserId } from "./own-account";

/** Signs the person out of every browser, the one that asked included; API tokens go on. */
export async function endOwnSessions(ctx: Context): Promise<void> {
  const userId = ownUserId(ctx);
  await ctx.tx.$executeRaw`
    update users set session_version = session_version + 1, updated_at = now() where id = ${userId}::uuid`;
  await ctx.audit("SESSIONS_ENDED", null, { user_id: userId });
  ctx.emit("user.changed", { user_id: userId });
}
