import { ownUserId } from "@/lib/people/own-account";
import type { Context } from "@/lib/platform/organization";

/** Its row stays, so that forgetting a number and giving it again buys no further codes. */
export async function removePhone(ctx: Context): Promise<void> {
  const userId = ownUserId(ctx);
  const removed = await ctx.tx.$executeRaw`
    update user_phones set phone = null, verified_at = null, code_hash = null, code_expires_at = null
    where user_id = ${userId}::uuid and phone is not null`;
  if (removed > 0) await ctx.audit("PHONE_REMOVED", null, { user_id: userId });
}
