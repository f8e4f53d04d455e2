import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { lockConnection, readConnection } from "./read-connections";
import type { ConnectionRow } from "./schema";
import { makeSyncWebhookSecret } from "./webhook-secret";

/** The one before stops at once: the vendor's automation holds exactly one. */
export async function rotateWebhookSecret(
  ctx: Context,
  id: string,
): Promise<{ data: ConnectionRow; secret: string }> {
  await lockConnection(ctx, id);
  const secret = makeSyncWebhookSecret(id);
  await ctx.tx.$executeRaw`
    update sync_connections set webhook_secret_sealed = ${sealSecret(secret)} where id = ${id}::uuid`;
  await ctx.audit("SYNC_WEBHOOK_SECRET_ROTATED", null, { connection_id: id });
  return { data: await readConnection(ctx, id), secret };
}
