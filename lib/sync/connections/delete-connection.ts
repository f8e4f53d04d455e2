import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { sealSecret } from "@/lib/platform/sealed-secret";
import { lockConnection, readConnection } from "./read-connections";

/**
 * Its tickets stay and are Docket's own from now on; the key and the webhook's secret are forgotten, and so is what was
 * still to be settled with the vendor.
 */
export async function deleteConnection(ctx: Context, id: string): Promise<void> {
  await lockConnection(ctx, id);
  const { name, source } = await readConnection(ctx, id);
  const [open] = await ctx.tx.$queryRaw<unknown[]>`
    select from sync_runs where connection_id = ${id}::uuid and status in ('queued', 'running') limit 1`;
  if (open)
    throw new AppError(
      "conflict",
      "A run of this connection is under way. Cancel it on the Sync page first.",
    );
  await ctx.tx.$executeRaw`
    update sync_connections set archived_at = app_now(), is_active = false, key_sealed = ${sealSecret("")}, key_hint = '',
      webhook_secret_sealed = null
    where id = ${id}::uuid`;
  await ctx.tx.$executeRaw`
    delete from sync_failures where connection_id = ${id}::uuid and resolved_at is null`;
  await ctx.tx.$executeRaw`delete from sync_drifts where connection_id = ${id}::uuid and repaired_at is null`;
  await ctx.tx.$executeRaw`
    update company_sources set needs_mapping = false where connection_id = ${id}::uuid and needs_mapping`;
  await ctx.tx.$executeRaw`
    update sync_write_backs set status = 'cancelled'
    where connection_id = ${id}::uuid and status in ('queued', 'sending', 'failed', 'conflict')`;
  await ctx.audit("SYNC_CONNECTION_DELETED", null, { connection_id: id, name, source });
}
