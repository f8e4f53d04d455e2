import type { Context } from "@/lib/platform/organization";
import { webhookColumns } from "./load-webhook";
import type { WebhookRow } from "./schema";

/** All endpoints by name; there are at most fifty. */
export async function listWebhooks(ctx: Context): Promise<{ data: WebhookRow[] }> {
  const data = await ctx.tx.$queryRaw<WebhookRow[]>`
    select ${webhookColumns} from webhook_endpoints e order by lower(e.name), e.id`;
  return { data };
}
