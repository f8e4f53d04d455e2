import type { Context } from "@/lib/platform/organization";

export type StoredExport = { id: string; file_key: string };

/** Files past their day, and what cancelled or failed jobs left; a file being written is not among them. */
export function listStoredExports(ctx: Context): Promise<StoredExport[]> {
  return ctx.tx.$queryRaw<StoredExport[]>`
    select id, file_key from ticket_export_jobs
    where file_key is not null and (expires_at <= app_now()
      or (status in ('cancelled', 'failed') and completed_at < app_now() - interval '10 minutes'))
    order by id limit 500`;
}

/** Notes that they are gone; a key that has changed since belongs to a file that is not. */
export async function markDeleted(ctx: Context, deleted: readonly StoredExport[]): Promise<number> {
  let marked = 0;
  for (const { id, file_key } of deleted) {
    const rows = await ctx.tx.$queryRaw<{ status: string }[]>`
      update ticket_export_jobs set file_key = null, file_url = null
      where id = ${id}::uuid and file_key = ${file_key} returning status`;
    // What was never finished was never a file anyone could have.
    if (rows[0]?.status === "completed") await ctx.audit("EXPORT_DELETED", null, { export_id: id });
    marked += rows.length;
  }
  return marked;
}
