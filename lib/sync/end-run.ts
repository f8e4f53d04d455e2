import type { Context } from "@/lib/platform/organization";
import { readRun } from "./run-row";
import { type SyncRun, ticketRunKinds } from "./schema";
import { queueRun, type RunOptions } from "./start-run";

/**
 * Ends a run. One that has read every change sets the mark from which the next one reads, also where single tickets
 * failed: those are listed and tried again by themselves.
 */
export async function endRun(
  ctx: Context,
  id: string,
  status: "failed" | null,
  message: string | null,
): Promise<void> {
  const [ended] = await ctx.tx.$queryRaw<{ connection_id: string; status: string; options: RunOptions }[]>`
    update sync_runs set completed_at = clock_timestamp(), progressed_at = clock_timestamp(),
      status = case when ${status}::text is not null then ${status}::text
        when failed_count > 0 or jsonb_array_length(coalesce(checkpoint -> 'notes', '[]')) > 0 then 'partial' else 'completed' end,
      error_message = coalesce(${message}::text, nullif(array_to_string(array(
        select jsonb_array_elements_text(coalesce(checkpoint -> 'notes', '[]'))), ' '), ''))
    where id = ${id}::uuid and status in ('queued', 'running') returning connection_id, status, options`;
  if (!ended) return;
  await ctx.tx.$executeRaw`delete from sync_seen where run_id = ${id}::uuid`;
  const run = await readRun(ctx, id);
  if (ended.status !== "failed" && (run.kind === "full" || run.kind === "incremental"))
    await ctx.tx.$executeRaw`
      update sync_connections set last_success_started_at = greatest(last_success_started_at, ${run.started_at}::timestamptz)
      where id = ${ended.connection_id}::uuid`;
  const { connection_id, kind, read_count, new_count, changed_count, deleted_count, failed_count } = run;
  await ctx.audit(ended.status === "failed" ? "SYNC_FAILED" : "SYNC_ENDED", null, {
    run_id: id,
    connection_id,
    kind,
    read_count,
    new_count,
    changed_count,
    deleted_count,
    failed_count,
    ...(message !== null && { message }),
  });
  if (ended.options.and_then_full) await readTickets(ctx, run);
  ctx.emit("sync.run_ended", { run_id: id, connection_id, status: ended.status });
}

/** Also after a base run that failed: a key that may not read people may read tickets. */
async function readTickets(ctx: Context, base: SyncRun): Promise<void> {
  const { connection_id, trigger, requested_by_id } = base;
  const [open] = await ctx.tx.$queryRaw<unknown[]>`
    select from sync_runs where connection_id = ${connection_id}::uuid and status in ('queued', 'running')
      and kind = any (${[...ticketRunKinds]}::text[]) for update`;
  if (!open) await queueRun(ctx, { connection_id, kind: "full", trigger, requested_by_id });
}
