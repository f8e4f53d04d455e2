import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type SignedLink, signLink } from "@/lib/platform/storage/file-links";
import { addressOf, loadAttachment, needsReason } from "./load-attachment";
import type { linkInput } from "./schema";

/** A link for this person. Opening a sensitive file needs a stated reason each time, and leaves it in the audit. */
export async function linkAttachment(
  ctx: Context,
  id: string,
  { reason }: z.output<typeof linkInput>,
): Promise<{ data: SignedLink }> {
  const { attachment } = await loadAttachment(ctx, id);
  if (attachment.deleted_at) throw new AppError("conflict", "This file was deleted.");
  if (needsReason(ctx.actor, attachment)) {
    if (!reason)
      throw new AppError(
        "reason_required",
        "This file is sensitive. State why you need to open it; the reason is recorded.",
        { attachment_id: id },
      );
    await ctx.audit("SENSITIVE_VIEWED", attachment.ticket_id, {
      attachment_id: id,
      file_name: attachment.file_name,
      reason,
    });
  }
  const elsewhere = { url: attachment.file_url, expires_at: ctx.now };
  return { data: attachment.file_id ? signLink(ctx.actor, addressOf(id), ctx.now) : elsewhere };
}
