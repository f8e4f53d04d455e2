import type { Context } from "@/lib/platform/organization";
import { lockWebhook, readWebhook } from "./load-webhook";

/** With its log; what is on the way is not sent any more. */
export async function deleteWebhook(ctx: Context, id: string): Promise<void> {
  await lockWebhook(ctx, id);
  const { name, url } = await readWebhook(ctx, id);
  await ctx.tx.$executeRaw`delete from webhook_endpoints where id = ${id}::uuid`;
  await ctx.audit("WEBHOOK_DELETED", null, { webhook_id: id, name, url });
}
