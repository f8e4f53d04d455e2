import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type SignedLink, signLink } from "@/lib/platform/storage/file-links";
import { loadExport } from "./export-job";

export function filePath(id: string): string {
  return `/exports/${id}/file`;
}

/** A link to the file of a finished export, for its requester and five minutes. */
export async function linkExport(ctx: Context, id: string): Promise<{ data: SignedLink }> {
  const job = await loadExport(ctx, id);
  if (!job.file_url)
    throw new AppError(
      "conflict",
      job.status === "completed"
        ? "The file was deleted 24 hours after it was made. Export again."
        : "There is no file: this export has not been completed.",
    );
  return { data: signLink(ctx.actor, filePath(id), ctx.now) };
}
