import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getImport } from "./get-import";
import { loadImport } from "./import-job";
import type { ImportDetail } from "./schema";

/** Stops an import for good. What it has stored stays; the batch at hand is given up by whoever works on it. */
export async function cancelImport(ctx: Context, id: string): Promise<{ data: ImportDetail }> {
  const job = await loadImport(ctx, id);
  const cancelled = await ctx.tx.$executeRaw`
    update import_jobs set status = 'cancelled', completed_at = app_now(), lease_holder = null, lease_expires_at = null
    where id = ${id}::uuid and status in ('draft', 'pending', 'running', 'failed')`;
  if (cancelled === 0) throw new AppError("conflict", `This import is ${job.status} already.`);
  if (job.status !== "draft")
    await ctx.audit("IMPORT_CANCELLED", null, { import_id: id, rows: job.row_offset });
  ctx.emit("import.cancelled", { import_id: id });
  return getImport(ctx, id);
}
