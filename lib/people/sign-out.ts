import { type Context, withOrganization } from "@/lib/platform/organization";
import { actorOfUser, type SessionClaims } from "@/lib/platform/session";

export const sessionSeconds = 7 * 24 * 3600;

/**
 * The way out: this session's cookie and every copy of it stop working with their next request, the person's other
 * sessions go on. An entry point like signIn.
 */
export async function signOut(claims: SessionClaims, ipAddress: string | null): Promise<void> {
  const { sub, session_id: sessionId } = claims;
  if (typeof sub !== "string" || typeof sessionId !== "string") return;
  const actor = await actorOfUser(sub, null, ipAddress);
  if (actor) await withOrganization(actor, (ctx) => endSession(ctx, sub, sessionId));
}

/** Kept for as long as a cookie of the session can be valid; the person's older ones are forgotten on the way. */
async function endSession(ctx: Context, userId: string, sessionId: string): Promise<void> {
  await ctx.tx
    .$executeRaw`delete from ended_sessions where user_id = ${userId}::uuid and expires_at < app_now()`;
  const ended = await ctx.tx.$executeRaw`
    insert into ended_sessions (id, user_id, expires_at)
    values (${sessionId}::uuid, ${userId}::uuid, app_now() + ${sessionSeconds}::int * interval '1 second')
    on conflict do nothing`;
  if (ended === 0) return;
  await ctx.audit("SIGNED_OUT", null, { user_id: userId });
  ctx.emit("user.changed", { user_id: userId });
}
