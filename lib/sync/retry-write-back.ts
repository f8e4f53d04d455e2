import { sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readWriteBacks } from "./list-write-backs";
import type { SyncWriteBack } from "./schema";

/** Sends a change again, over whatever the vendor has by now: somebody has looked at both and decided. */
export async function retryWriteBack(ctx: Context, id: string): Promise<{ data: SyncWriteBack }> {
  const [queued] = await ctx.tx.$queryRaw<{ connection_id: string }[]>`
    update sync_write_backs set status = 'queued', based_on_updated_at = null, error_message = null, next_attempt_at = app_now()
    where id = ${id}::uuid and status in ('failed', 'conflict') returning connection_id`;
  const [row] = await readWriteBacks(ctx, sql`w.id = ${id}::uuid`, 1);
  if (!row) throw notFound("change");
  if (!queued) throw new AppError("conflict", "Only a change that failed or conflicts can be sent again.");
  await ctx.audit("SYNC_WRITE_BACK_RETRIED", row.ticket_id, { write_back_id: id, kind: row.kind });
  ctx.emit("sync.write_back_queued", { connection_id: queued.connection_id });
  return { data: row };
}
