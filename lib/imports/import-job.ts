import { sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { FileFormat, ImportAnalysis, ImportMapping, ImportRow } from "./schema";

export type ImportJob = ImportRow & {
  file_path: string;
  file_digest: string;
  format: FileFormat;
  analysis: ImportAnalysis;
  mapping: ImportMapping;
  byte_offset: number;
  line_offset: number;
  read_bytes: number;
};

/** Where the file's end is not known yet, the share that has been read tells about how many rows there are. */
const estimatedRows = sql`case
  when j.status = 'completed' then j.row_offset
  when (j.analysis ->> 'is_complete')::boolean or j.read_bytes = 0 or j.row_offset = 0
    then greatest((j.analysis ->> 'estimated_rows')::float8, j.row_offset)
  else round(j.row_offset * (j.file_size_bytes::float8 / j.read_bytes)) end`;
const progress = sql`case when j.status = 'completed' then 1
  when (j.analysis ->> 'is_complete')::boolean then j.row_offset / greatest((j.analysis ->> 'estimated_rows')::float8, j.row_offset, 1)
  else least(1, j.read_bytes::float8 / j.file_size_bytes) end`;

export const rowColumns = sql`j.id, j.file_name, j.file_size_bytes::float8 as file_size_bytes, j.status, j.runner, j.on_duplicate,
  u.name as requested_by_name, j.row_offset::float8 as row_offset, (${estimatedRows})::float8 as estimated_rows,
  (${progress})::float8 as progress, j.rows_per_second::float8 as rows_per_second,
  case when j.status = 'running' and j.rows_per_second > 0 then ((${estimatedRows}) - j.row_offset) / j.rows_per_second end::float8 as seconds_left,
  j.created_count, j.updated_count, j.skipped_count, j.rejected_count, j.error_message, j.created_at, j.started_at, j.completed_at`;

export const jobSource = sql`import_jobs j left join users u on u.id = j.requested_by_id`;

export async function loadImport(ctx: Context, id: string): Promise<ImportJob> {
  const [job] = await ctx.tx.$queryRaw<ImportJob[]>`
    select ${rowColumns}, j.file_path, coalesce(j.file_digest, '') as file_digest, j.format, j.analysis, j.mapping,
      j.byte_offset::float8 as byte_offset, j.line_offset::float8 as line_offset, j.read_bytes::float8 as read_bytes
    from ${jobSource} where j.id = ${id}::uuid`;
  if (!job) throw notFound("import");
  return job;
}
