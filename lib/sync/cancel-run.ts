import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { readRun } from "./run-row";
import type { SyncRun } from "./schema";

/** Stops a run behind the batch at hand; what it has stored stays, and the next run reads from where the last full one began. */
export async function cancelRun(ctx: Context, id: string): Promise<{ data: SyncRun }> {
  const run = await readRun(ctx, id);
  const ended = await ctx.tx.$executeRaw`
    update sync_runs set status = 'cancelled', completed_at = app_now()
    where id = ${id}::uuid and status in ('queued', 'running')`;
  if (ended === 0) throw new AppError("conflict", "This run has ended already.");
  await ctx.tx.$executeRaw`delete from sync_seen where run_id = ${id}::uuid`;
  await ctx.audit("SYNC_CANCELLED", null, { run_id: id, connection_id: run.connection_id, kind: run.kind });
  ctx.emit("sync.run_ended", { run_id: id, connection_id: run.connection_id, status: "cancelled" });
  return { data: await readRun(ctx, id) };
}
