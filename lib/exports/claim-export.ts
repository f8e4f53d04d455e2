import type { Context } from "@/lib/platform/organization";
import type { ExportJob } from "./schema";

/** A run that says nothing for so long has died, and another one may take its place. */
export const leaseSeconds = 20;
/** A job that kills whoever takes it on is given up. */
const attemptLimit = 5;

export type ClaimedExport = Pick<
  ExportJob,
  "id" | "format" | "filters" | "columns" | "options" | "created_at"
> & {
  requested_by_id: string;
  scopes: string[] | null;
  ip_address: string | null;
  attempts: number;
  /** Where this run puts its file. */
  file_key: string;
  /** What a run before this one may have left behind. */
  previous_key: string | null;
};
export type Claim =
  | { state: "claimed"; job: ClaimedExport }
  /** Another process is at it; it may die still. */
  | { state: "busy" }
  | { state: "ended" };

/** Takes a job on that waits, or whose run has died. A file begun before is not continued: see run-export.ts. */
export async function claimExport(ctx: Context, id: string, holder: string): Promise<Claim> {
  const [found] = await ctx.tx.$queryRaw<(ClaimedExport & { status: string; is_free: boolean })[]>`
    select id, format, filters, columns, options, created_at, requested_by_id, scopes, ip_address, attempts, status,
      file_key as previous_key, coalesce(lease_expires_at < clock_timestamp(), true) as is_free
    from ticket_export_jobs where id = ${id}::uuid for update`;
  if (!found || (found.status !== "pending" && found.status !== "processing")) return { state: "ended" };
  if (!found.is_free) return { state: "busy" };
  if (found.attempts >= attemptLimit) {
    await giveUp(ctx, found, "Docket was stopped five times while it wrote this file. Export again.");
    return { state: "ended" };
  }
  const file_key = `exports/${ctx.organizationId}/${id}-${holder.slice(0, 8)}`;
  await ctx.tx.$executeRaw`
    update ticket_export_jobs set status = 'processing', attempts = attempts + 1, written_records = 0, records_per_second = null,
      as_of = null, file_key = ${file_key}, lease_holder = ${holder}::uuid,
      lease_expires_at = clock_timestamp() + ${leaseSeconds}::integer * interval '1 second',
      started_at = coalesce(started_at, app_now())
    where id = ${id}::uuid`;
  return { state: "claimed", job: { ...found, file_key } };
}

/** Ends a job with words for the person who waits for it; of a run that was replaced nobody hears. */
export async function giveUp(
  ctx: Context,
  job: { id: string; requested_by_id: string },
  message: string,
  holder: string | null = null,
): Promise<void> {
  const ended = await ctx.tx.$executeRaw`
    update ticket_export_jobs set status = 'failed', error_message = ${message}, completed_at = app_now(),
      lease_holder = null, lease_expires_at = null
    where id = ${job.id}::uuid and status in ('pending', 'processing')
      and (${holder}::uuid is null or lease_holder = ${holder}::uuid)`;
  if (ended === 0) return;
  await ctx.audit("EXPORT_FAILED", null, { export_id: job.id, message });
  ctx.emit("export.failed", { export_id: job.id, user_id: job.requested_by_id });
}
