import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { checkMapping } from "./check-mapping";
import { getImport } from "./get-import";
import { loadImport } from "./import-job";
import type { ImportDetail } from "./schema";

/** Hands an import to the background, from its beginning or from where it was left. */
export async function startImport(ctx: Context, id: string): Promise<{ data: ImportDetail }> {
  const job = await loadImport(ctx, id);
  checkMapping(job.mapping, job.format);
  const started = await ctx.tx.$executeRaw`
    update import_jobs set status = 'pending', runner = 'background', error_message = null, lease_holder = null, lease_expires_at = null,
      started_at = coalesce(started_at, app_now())
    where id = ${id}::uuid and (status in ('draft', 'failed')
      or (status = 'running' and runner = 'command_line' and coalesce(lease_expires_at, '-infinity') < app_now()))`;
  if (started === 0) throw new AppError("conflict", `This import is ${job.status} already.`);
  await ctx.audit("IMPORT_STARTED", null, {
    import_id: id,
    file_name: job.file_name,
    on_duplicate: job.on_duplicate,
    source: job.mapping.source,
  });
  ctx.emit("import.started", { import_id: id });
  return getImport(ctx, id);
}
