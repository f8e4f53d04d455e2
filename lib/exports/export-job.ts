import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Actor, Context } from "@/lib/platform/organization";
import { type ExportJob, type ExportSpec, requestExportInput } from "./schema";

/** Everything kept of `ticket_export_jobs j` that a person may read. */
export const jobColumns = sql`j.id, j.requested_by_id, j.status, j.format, j.filters, j.columns, j.options, j.as_of, j.total_records,
  j.written_records, j.records_per_second::float8 as records_per_second,
  case when j.status = 'processing' and j.records_per_second > 0
    then greatest(0, (j.total_records - j.written_records) / j.records_per_second) end::float8 as seconds_left,
  j.file_name, j.file_size_bytes::float8 as file_size_bytes, case when j.expires_at > app_now() then j.file_url end as file_url,
  j.expires_at, j.error_message, j.created_at, j.started_at, j.completed_at`;

/** What an export holds is what its own requester may see, so nobody else opens it. */
export function ownExports(actor: Actor) {
  return sql`j.requested_by_id = ${actor.userId}::uuid`;
}

export async function loadExport(ctx: Context, id: string): Promise<ExportJob> {
  const [job] = await ctx.tx.$queryRaw<ExportJob[]>`
    select ${jobColumns} from ticket_export_jobs j where j.id = ${id}::uuid and ${ownExports(ctx.actor)}`;
  if (!job) throw notFound("export");
  return job;
}

/** A stored job as what was asked for. */
export function specOf(job: Pick<ExportJob, "format" | "filters" | "columns" | "options">): ExportSpec {
  const { format, filters, columns, options } = job;
  return requestExportInput.parse({ ...options, format, filters, columns });
}
