import type { z } from "zod";
import { AppError, notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { analyzeFile } from "./analyze-file";
import { adoptMapping, checkMapping } from "./check-mapping";
import { getImport } from "./get-import";
import { type ImportJob, loadImport } from "./import-job";
import { type ImportDetail, type ImportMapping, importMapping, type updateImportInput } from "./schema";

type Input = z.output<typeof updateImportInput>;

/** Changes how a file will be read, and answers with its first rows read that way. */
export async function updateImport(ctx: Context, id: string, input: Input): Promise<{ data: ImportDetail }> {
  const job = await loadImport(ctx, id);
  if (!isChangeable(job, input))
    throw new AppError(
      "conflict",
      "This import has started; only what happens to duplicates can be changed once it failed.",
    );
  const read = input.format ? await analyzeFile(job.file_path, { ...wishes(job), ...input.format }) : job;
  const mapping = await chooseMapping(ctx, input, read);
  checkMapping(mapping, read.format);
  await ctx.tx.$executeRaw`
    update import_jobs set mapping = ${JSON.stringify(mapping)}::jsonb, format = ${JSON.stringify(read.format)}::jsonb,
      analysis = ${JSON.stringify(read.analysis)}::jsonb, on_duplicate = ${input.on_duplicate ?? job.on_duplicate}
    where id = ${id}::uuid`;
  return getImport(ctx, id);
}

/** Half of a file cannot be read one way and half another. */
function isChangeable(job: ImportJob, input: Input): boolean {
  if (job.status === "draft") return true;
  return job.status === "failed" && !input.mapping && !input.mapping_id && !input.format;
}

function wishes({ format }: ImportJob) {
  return format.kind === "csv"
    ? { encoding: format.encoding, delimiter: format.delimiter, has_header: format.has_header }
    : { encoding: format.encoding };
}

async function chooseMapping(
  ctx: Context,
  input: Input,
  read: Pick<ImportJob, "mapping" | "format">,
): Promise<ImportMapping> {
  if (input.mapping) return input.mapping;
  if (!input.mapping_id) return read.mapping;
  const [saved] = await ctx.tx.$queryRaw<{ mapping: unknown }[]>`
    select mapping from import_mappings where id = ${input.mapping_id}::uuid`;
  if (!saved) throw notFound("mapping");
  return adoptMapping(importMapping.parse(saved.mapping), read.mapping, read.format);
}
