import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { answerFile } from "@/lib/platform/storage/answer-file";
import { checkLink, type LinkQuery } from "@/lib/platform/storage/file-links";
import { storage } from "@/lib/platform/storage/storage";
import { ownExports, specOf } from "./export-job";
import { filePath } from "./link-export";
import type { ExportJob } from "./schema";
import { mediaType } from "./write-rows";

type Stored = Pick<ExportJob, "format" | "filters" | "columns" | "options"> & {
  file_name: string;
  file_key: string;
  file_size_bytes: number;
  requested_by_role: string;
};

/** The file itself, to whoever asked for it and still has the rights it was made with. */
export async function openExportFile(
  ctx: Context,
  id: string,
  query: LinkQuery,
  request: Request,
): Promise<Response> {
  const [job] = await ctx.tx.$queryRaw<Stored[]>`
    select j.format, j.filters, j.columns, j.options, j.file_name, j.file_key, j.file_size_bytes::float8 as file_size_bytes,
      j.requested_by_role
    from ticket_export_jobs j
    where j.id = ${id}::uuid and ${ownExports(ctx.actor)} and j.status = 'completed' and j.file_key is not null
      and j.expires_at > app_now()`;
  if (!job) throw notFound("file");
  checkLink(ctx.actor, filePath(id), query, ctx.now);
  if (job.requested_by_role !== ctx.actor.role)
    throw new AppError(
      "forbidden",
      "Your role has changed since this file was made, and with it what you may see. Export again.",
    );
  const file = { key: job.file_key, fileName: job.file_name, mediaType: mediaType(specOf(job)) };
  const files = await storage();
  const direct = await files.link(file.key, { ...file, seconds: 60 });
  await ctx.audit("EXPORT_DOWNLOADED", null, { export_id: id, file_name: job.file_name });
  if (direct)
    return new Response(null, { status: 302, headers: { location: direct, "cache-control": "no-store" } });
  return answerFile(request, files, { ...file, size: job.file_size_bytes, isInline: false });
}
