import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

/** Whose session this is. A token is for programs: it must not be able to take the account over. */
export function ownUserId(ctx: Context): string {
  if (ctx.actor.tokenId)
    throw new AppError("forbidden", "This needs a person's session; a token may not do it.");
  if (!ctx.actor.userId) throw new AppError("forbidden", "This needs a person's session.");
  return ctx.actor.userId;
}
