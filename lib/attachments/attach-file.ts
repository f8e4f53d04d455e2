import type { z } from "zod";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { loadTicketFor } from "@/lib/tickets/load-ticket";
import { getAttachment } from "./get-attachment";
import { getUploadLimits } from "./get-upload-limits";
import { claimContent } from "./keep-content";
import { type ReceivedFile, receiveFile } from "./receive-file";
import type { AttachmentRow, attachFileQuery } from "./schema";

type Query = z.output<typeof attachFileQuery>;
type Arrival = { request: Request; actor: Actor; params: { id: string }; query: Query };

/** Whoever may write to the ticket may add a file to it; internal ones only who may write notes. */
export async function attachFile(
  ctx: Context,
  ticketId: string,
  query: Query,
  received: ReceivedFile,
): Promise<{ data: AttachmentRow }> {
  await loadTicketFor(ctx, actionFor(query), ticketId);
  const fileId = await claimContent(ctx, received.content);
  const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into ticket_attachments (id, ticket_id, uploaded_by_id, file_id, file_name, file_url, file_type, file_size_bytes,
      is_internal, is_sensitive)
    select id, ${ticketId}::uuid, ${ctx.actor.userId}::uuid, ${fileId}::uuid, ${received.file_name}, '/api/v1/attachments/' || id,
      ${received.file_type}, ${received.content.size}, ${query.is_internal}, ${query.is_sensitive}
    from (select new_id() as id) made returning id`;
  if (!row) throw new Error("The attachment was not stored.");
  await ctx.audit("ATTACHMENT_ADDED", ticketId, { attachment_id: row.id, file_name: received.file_name });
  ctx.emit(query.is_internal ? "ticket.internal_file_added" : "ticket.file_added", {
    ticket_id: ticketId,
    attachment_id: row.id,
  });
  return getAttachment(ctx, row.id);
}

/** Asks before the bytes come, so that nobody sends fifty megabytes to be told no. */
export async function receiveAttachment({ request, actor, params, query }: Arrival): Promise<ReceivedFile> {
  const { data: limits } = await withOrganization(actor, async (ctx) => {
    await loadTicketFor(ctx, actionFor(query), params.id);
    return getUploadLimits(ctx);
  });
  return receiveFile(request, actor, limits, query.file_name);
}

function actionFor(query: Query): "note" | "reply" {
  return query.is_internal ? "note" : "reply";
}
