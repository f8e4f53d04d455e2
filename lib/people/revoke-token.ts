import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { tokenColumns } from "./list-tokens";
import type { TokenRow } from "./schema";

/** One's own token, or anyone's for those who manage people. */
export async function revokeToken(ctx: Context, id: string): Promise<{ data: TokenRow }> {
  const isOwn = hasPermission(ctx.actor, "people:write")
    ? sql`true`
    : sql`user_id = ${ctx.actor.userId}::uuid`;
  const revoked = await ctx.tx.$executeRaw`
    update api_tokens set revoked_at = now() where id = ${id}::uuid and revoked_at is null and ${isOwn}`;
  const [token] = await ctx.tx.$queryRaw<TokenRow[]>`
    select ${tokenColumns} from api_tokens k join users u on u.id = k.user_id where k.id = ${id}::uuid and ${isOwn}`;
  if (!token) throw notFound("token");
  if (revoked > 0) {
    await ctx.audit("TOKEN_REVOKED", null, { token_id: id, user_id: token.user_id, name: token.name });
    ctx.emit("user.changed", { user_id: token.user_id });
  }
  return { data: token };
}
