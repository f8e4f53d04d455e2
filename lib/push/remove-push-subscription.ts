import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

export async function removePushSubscription(ctx: Context, id: string): Promise<void> {
  const removed = await ctx.tx.$executeRaw`
    delete from push_subscriptions where id = ${id}::uuid and user_id = ${ctx.actor.userId}::uuid`;
  if (removed === 0) throw notFound("browser");
  await ctx.audit("PUSH_BROWSER_REMOVED", null, { push_subscription_id: id });
}
