import type { Context } from "@/lib/platform/organization";
import { type ImportJob, loadImport } from "./import-job";
import { previewImport } from "./preview-import";
import type { ImportDetail } from "./schema";

/** One import with its mapping and, while it is a draft, its first rows as they would be stored. */
export async function getImport(ctx: Context, id: string): Promise<{ data: ImportDetail }> {
  const job = await loadImport(ctx, id);
  const isDraft = job.status === "draft";
  return {
    data: {
      ...job,
      preview: isDraft ? await previewImport(ctx, job) : [],
      earlier_import: await findEarlier(ctx, job),
    },
  };
}

async function findEarlier(ctx: Context, job: ImportJob): Promise<ImportDetail["earlier_import"]> {
  const [earlier] = await ctx.tx.$queryRaw<NonNullable<ImportDetail["earlier_import"]>[]>`
    select id, completed_at from import_jobs
    where file_digest = ${job.file_digest} and id <> ${job.id}::uuid and created_at < ${job.created_at} and row_offset > 0
    order by created_at desc limit 1`;
  return earlier ?? null;
}
