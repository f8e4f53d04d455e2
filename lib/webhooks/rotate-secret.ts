import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { lockWebhook, readWebhook } from "./load-webhook";
import type { WebhookRow } from "./schema";
import { makeWebhookSecret } from "./sign-webhook";

const overlapHours = 24;

/** A new secret; for a day deliveries carry a signature of the old one too, so that the receiver can change over. */
export async function rotateSecret(ctx: Context, id: string): Promise<{ data: WebhookRow; secret: string }> {
  await lockWebhook(ctx, id);
  const secret = makeWebhookSecret();
  await ctx.tx.$executeRaw`
    update webhook_endpoints set previous_secret = secret, secret = ${sealSecret(secret)},
      previous_secret_until = app_now() + ${overlapHours}::int * interval '1 hour'
    where id = ${id}::uuid`;
  await ctx.audit("WEBHOOK_SECRET_ROTATED", null, { webhook_id: id });
  return { data: await readWebhook(ctx, id), secret };
}
