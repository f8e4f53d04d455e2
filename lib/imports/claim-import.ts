import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadImport } from "./import-job";
import { leaseSeconds } from "./run-import";

/** Takes the lease of one job for the caller's own process; the background leaves it alone from then on. */
export async function claimImport(ctx: Context, id: string, holder: string): Promise<void> {
  const claimed = await ctx.tx.$executeRaw`
    update import_jobs set status = 'running', runner = 'command_line', lease_holder = ${holder}::uuid, error_message = null,
      started_at = coalesce(started_at, app_now()), lease_expires_at = clock_timestamp() + ${leaseSeconds}::integer * interval '1 second'
    where id = ${id}::uuid and (status in ('draft', 'pending', 'failed')
      or (status = 'running' and coalesce(lease_expires_at, '-infinity') < clock_timestamp()))`;
  if (claimed === 0) throw new AppError("conflict", "Another process is working on this import.");
  const job = await loadImport(ctx, id);
  await ctx.audit("IMPORT_STARTED", null, {
    import_id: id,
    file_name: job.file_name,
    on_duplicate: job.on_duplicate,
    rows_before: job.row_offset,
  });
}

/** Takes the lease of an import that was handed to the background, or says why there is nothing to take. */
export async function claimWaitingImport(
  ctx: Context,
  id: string,
  holder: string,
): Promise<"claimed" | "busy" | "ended"> {
  const [found] = await ctx.tx.$queryRaw<{ is_free: boolean }[]>`
    select coalesce(lease_expires_at < clock_timestamp(), true) as is_free from import_jobs
    where id = ${id}::uuid and runner = 'background' and status in ('pending', 'running') for update`;
  if (!found) return "ended";
  if (!found.is_free) return "busy";
  await ctx.tx.$executeRaw`
    update import_jobs set status = 'running', lease_holder = ${holder}::uuid, started_at = coalesce(started_at, app_now()),
      lease_expires_at = clock_timestamp() + ${leaseSeconds}::integer * interval '1 second'
    where id = ${id}::uuid`;
  return "claimed";
}

/** The unfinished import of this very file from the command line, if it was interrupted before. */
export async function findInterrupted(ctx: Context, digest: string): Promise<string | null> {
  const [job] = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from import_jobs where file_digest = ${digest} and runner = 'command_line' and status in ('running', 'failed')
    order by created_at desc limit 1`;
  return job?.id ?? null;
}
