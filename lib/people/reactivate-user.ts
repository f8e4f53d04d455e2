import type { Context } from "@/lib/platform/organization";
import { lockUser, readUser } from "./load-user";
import type { UserDetail } from "./schema";

/** The password still holds; API tokens stay revoked. */
export async function reactivateUser(ctx: Context, id: string): Promise<{ data: UserDetail }> {
  const user = await lockUser(ctx, id);
  if (user.deactivated_at) {
    await ctx.tx
      .$executeRaw`update users set deactivated_at = null, updated_at = now() where id = ${id}::uuid`;
    await ctx.audit("USER_REACTIVATED", null, { user_id: id, email: user.email });
    ctx.emit("user.changed", { user_id: id });
  }
  return { data: await readUser(ctx, id) };
}
