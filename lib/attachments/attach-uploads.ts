import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

export type Target = { ticketId: string; messageId: string | null; isInternal: boolean };

/** Gives the person's own uploads to a ticket or message of this transaction. Answers their addresses. */
export async function attachUploads(
  ctx: Context,
  target: Target,
  uploadIds: readonly string[],
): Promise<string[]> {
  if (uploadIds.length === 0) return [];
  const taken = await ctx.tx.$queryRaw<{ id: string; file_name: string; file_url: string }[]>`
    with taken as (
      delete from file_uploads where id = any (${uploadIds}::uuid[]) and uploaded_by_id = ${ctx.actor.userId}::uuid
      returning id, file_id, file_name, file_type
    )
    insert into ticket_attachments (id, ticket_id, message_id, uploaded_by_id, file_id, file_name, file_url, file_type,
      file_size_bytes, is_internal)
    select t.id, ${target.ticketId}::uuid, ${target.messageId}::uuid, ${ctx.actor.userId}::uuid, t.file_id, t.file_name,
      '/api/v1/attachments/' || t.id, t.file_type, f.size_bytes, ${target.isInternal}
    from taken t join stored_files f on f.id = t.file_id order by t.id
    returning id, file_name, file_url`;
  if (taken.length < new Set(uploadIds).size)
    throw new AppError(
      "invalid_input",
      "An upload is no longer there: uploads are kept for a day and serve once. Add the file again.",
      { fields: [{ field: "upload_ids", message: "Not all of these uploads exist." }] },
    );
  for (const { id, file_name } of taken) {
    await ctx.audit("ATTACHMENT_ADDED", target.ticketId, {
      attachment_id: id,
      file_name,
      ...(target.messageId && { message_id: target.messageId }),
    });
    ctx.emit(target.isInternal ? "ticket.internal_file_added" : "ticket.file_added", {
      ticket_id: target.ticketId,
      attachment_id: id,
    });
  }
  return taken.map(({ file_url }) => file_url);
}
