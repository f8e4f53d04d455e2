import { env } from "@/lib/platform/env";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { subscriptionColumns } from "./list-push-subscriptions";
import type { AddPushSubscriptionInput, PushSubscriptionRow } from "./schema";

const maximumBrowsers = 20;

/** A browser that was another person's before notifies whoever subscribed it last; the oldest of too many goes. */
export async function addPushSubscription(
  ctx: Context,
  { endpoint, keys, label }: AddPushSubscriptionInput,
): Promise<{ data: PushSubscriptionRow }> {
  if (!ctx.actor.userId || ctx.actor.tokenId)
    throw new AppError("forbidden", "This needs a person's session; a token has no browser.");
  if (!endpoint.startsWith("https:") && !env().WEBHOOK_ALLOW_PRIVATE)
    throw invalidField("endpoint", "A push service has an address that starts with https://.");
  await ctx.tx.$executeRaw`
    delete from push_subscriptions where endpoint = ${endpoint} or id in (
      select id from push_subscriptions where user_id = ${ctx.actor.userId}::uuid
      order by created_at desc, id desc offset ${maximumBrowsers - 1})`;
  const [created] = await ctx.tx.$queryRaw<PushSubscriptionRow[]>`
    with s as (
      insert into push_subscriptions (user_id, endpoint, p256dh, auth, label)
      values (${ctx.actor.userId}::uuid, ${endpoint}, ${keys.p256dh}, ${keys.auth}, ${label}) returning *)
    select ${subscriptionColumns} from s`;
  if (!created) throw new AppError("internal", "The browser could not be stored.");
  await ctx.audit("PUSH_BROWSER_ADDED", null, { push_subscription_id: created.id, label });
  return { data: created };
}
