import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadExport } from "./export-job";
import type { ExportJob } from "./schema";

/** Ends an export that waits or runs; whoever writes it stops within a second and removes what there is. */
export async function cancelExport(ctx: Context, id: string): Promise<{ data: ExportJob }> {
  const job = await loadExport(ctx, id);
  const cancelled = await ctx.tx.$executeRaw`
    update ticket_export_jobs set status = 'cancelled', completed_at = app_now(), lease_holder = null, lease_expires_at = null
    where id = ${id}::uuid and status in ('pending', 'processing')`;
  if (cancelled === 0) throw new AppError("conflict", "This export has ended already.");
  await ctx.audit("EXPORT_CANCELLED", null, { export_id: id });
  ctx.emit("export.cancelled", { export_id: id, user_id: job.requested_by_id });
  return { data: await loadExport(ctx, id) };
}
