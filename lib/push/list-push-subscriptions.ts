import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { vapidKeys } from "@/lib/platform/vapid";
import type { PushSubscriptionRow } from "./schema";

export const subscriptionColumns = sql`s.id, s.label, encode(sha256(convert_to(s.endpoint, 'UTF8')), 'hex') as endpoint_hash,
  s.last_sent_at, s.created_at`;

/** One's own browsers. */
export async function listPushSubscriptions(ctx: Context) {
  const data = await ctx.tx.$queryRaw<PushSubscriptionRow[]>`
    select ${subscriptionColumns} from push_subscriptions s where s.user_id = ${ctx.actor.userId}::uuid
    order by s.created_at desc, s.id desc`;
  return { data, public_key: vapidKeys().publicKey };
}
