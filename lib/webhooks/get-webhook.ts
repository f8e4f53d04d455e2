import type { Context } from "@/lib/platform/organization";
import { readWebhook } from "./load-webhook";
import type { WebhookRow } from "./schema";

export async function getWebhook(ctx: Context, id: string): Promise<{ data: WebhookRow }> {
  return { data: await readWebhook(ctx, id) };
}
