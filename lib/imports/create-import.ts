import type { Context } from "@/lib/platform/organization";
import { getImport } from "./get-import";
import type { ReceivedImport } from "./receive-import";
import type { ImportDetail } from "./schema";

type Choices = { runner?: "background" | "command_line" };

/** Files a draft: what the file holds, and how it would be read. Nothing is imported yet. */
export async function createImport(
  ctx: Context,
  { id, file_name, file, analyzed }: ReceivedImport,
  choices: Choices = {},
): Promise<{ data: ImportDetail }> {
  await ctx.tx.$executeRaw`
    insert into import_jobs (id, requested_by_id, file_name, file_path, file_size_bytes, file_digest, format, analysis, mapping, runner)
    values (${id}::uuid, ${ctx.actor.userId}::uuid, ${file_name}, ${file.path}, ${file.size}, ${file.digest},
      ${JSON.stringify(analyzed.format)}::jsonb, ${JSON.stringify(analyzed.analysis)}::jsonb, ${JSON.stringify(analyzed.mapping)}::jsonb,
      ${choices.runner ?? "background"})`;
  return getImport(ctx, id);
}
