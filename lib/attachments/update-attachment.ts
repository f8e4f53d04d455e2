import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getAttachment } from "./get-attachment";
import { loadAttachment, mayChange } from "./load-attachment";
import type { AttachmentRow, updateAttachmentInput } from "./schema";

/** Marks a file as sensitive, or takes the mark away. */
export async function updateAttachment(
  ctx: Context,
  id: string,
  { is_sensitive }: z.output<typeof updateAttachmentInput>,
): Promise<{ data: AttachmentRow }> {
  const { attachment } = await loadAttachment(ctx, id);
  if (!mayChange(ctx.actor, attachment))
    throw new AppError("forbidden", "Only who added a file, or a manager, may mark it.");
  const changed = await ctx.tx.$executeRaw`
    update ticket_attachments set is_sensitive = ${is_sensitive}
    where id = ${id}::uuid and deleted_at is null and is_sensitive <> ${is_sensitive}`;
  if (changed > 0) {
    await ctx.audit("ATTACHMENT_CHANGED", attachment.ticket_id, {
      attachment_id: id,
      file_name: attachment.file_name,
      is_sensitive,
    });
    ctx.emit(attachment.is_internal ? "ticket.internal_file_changed" : "ticket.file_changed", {
      ticket_id: attachment.ticket_id,
      attachment_id: id,
    });
  }
  return getAttachment(ctx, id);
}
