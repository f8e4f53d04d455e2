import { sql } from "@/lib/platform/database/sql";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readWriteBacks } from "./list-write-backs";
import type { SyncWriteBack } from "./schema";
import { queueRun } from "./start-run";

/** Gives a change up: the ticket is read again, so that it shows what the vendor has. */
export async function cancelWriteBack(ctx: Context, id: string): Promise<{ data: SyncWriteBack }> {
  const cancelled = await ctx.tx.$executeRaw`
    update sync_write_backs set status = 'cancelled' where id = ${id}::uuid and status in ('queued', 'failed', 'conflict')`;
  const [row] = await readWriteBacks(ctx, sql`w.id = ${id}::uuid`, 1);
  if (!row) throw notFound("change");
  if (cancelled === 0) throw new AppError("conflict", "This change was sent already, or is being sent.");
  const { connection_id, ticket_id, external_id } = row;
  await ctx.audit("SYNC_WRITE_BACK_CANCELLED", ticket_id, { write_back_id: id, kind: row.kind });
  await ctx.tx.$executeRaw`update ticket_sources set checksum = '' where ticket_id = ${ticket_id}::uuid`;
  await queueRun(ctx, {
    connection_id,
    kind: "single",
    trigger: "person",
    options: { ticket_external_ids: [external_id] },
  });
  return { data: row };
}
