import type { Context } from "@/lib/platform/organization";

/** All tokens of a person; answers how many were still good. The caller checked its right and writes the audit row. */
export function revokeTokens(ctx: Context, userId: string): Promise<number> {
  return ctx.tx.$executeRaw`
    update api_tokens set revoked_at = now() where user_id = ${userId}::uuid and revoked_at is null`;
}
