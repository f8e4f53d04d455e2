import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadAttachment, mayChange } from "./load-attachment";
import type { deleteAttachmentQuery } from "./schema";

/** Takes the file away for good. Its row stays and says who did it and why; the bytes go when nothing else needs them. */
export async function deleteAttachment(
  ctx: Context,
  id: string,
  { reason }: z.output<typeof deleteAttachmentQuery>,
): Promise<void> {
  const { attachment } = await loadAttachment(ctx, id);
  if (!mayChange(ctx.actor, attachment))
    throw new AppError("forbidden", "Only who added a file, or a manager, may delete it.");
  const deleted = await ctx.tx.$executeRaw`
    update ticket_attachments set deleted_at = app_now(), deleted_by_id = ${ctx.actor.userId}::uuid,
      deletion_reason = ${reason || null}, file_id = null, file_url = '/api/v1/attachments/' || id
    where id = ${id}::uuid and deleted_at is null`;
  if (deleted === 0) throw new AppError("conflict", "This file was deleted already.");
  await ctx.tx.$queryRaw`select reindex_tickets(array[${attachment.ticket_id}]::uuid[])::text`;
  await ctx.audit("ATTACHMENT_DELETED", attachment.ticket_id, {
    attachment_id: id,
    file_name: attachment.file_name,
    ...(reason && { reason }),
  });
  ctx.emit(attachment.is_internal ? "ticket.internal_file_deleted" : "ticket.file_deleted", {
    ticket_id: attachment.ticket_id,
    attachment_id: id,
  });
}
