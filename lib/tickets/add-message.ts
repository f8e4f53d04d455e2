import { attachUploads } from "@/lib/attachments/attach-uploads";
import { prepared } from "@/lib/platform/database/sql";
import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { staffRoles } from "@/lib/platform/permissions";
import { cleanHtml, plainText } from "@/lib/platform/rich-text";
import { settleClocks } from "@/lib/sla/settle-clocks";
import { queueWriteBack } from "@/lib/sync/queue-write-back";
import { seesInternalNotes } from "./access";
import { loadTicketFor } from "./load-ticket";
import type { CreateMessageInput, MessageRow } from "./schema";

/** A public reply, or an internal note that no requester ever sees. First-response time is set by a trigger. */
export async function addMessage(
  ctx: Context,
  ticketId: string,
  input: CreateMessageInput,
): Promise<{ data: MessageRow }> {
  await loadTicketFor(ctx, input.is_internal_note ? "note" : "reply", ticketId);
  return { data: await applyMessage(ctx, ticketId, input) };
}

/** The message itself, for verbs that loaded and checked the ticket already. */
export async function applyMessage(
  ctx: Context,
  ticketId: string,
  input: CreateMessageInput,
): Promise<MessageRow> {
  const message = cleanHtml(input.message);
  const text = plainText(message);
  if (!text) throw invalidField("message", "Write something first.");
  const mentions = await knownMentions(ctx, input.mentions);
  const [row] = await ctx.tx.$queryRaw<Omit<MessageRow, "actor_name">[]>(prepared`
    insert into ticket_messages (ticket_id, actor_id, actor_role, message, message_text, attachments, mentions, is_internal_note)
    values (${ticketId}::uuid, ${ctx.actor.userId}::uuid, ${ctx.actor.role}, ${message}, ${text}, ${input.attachments}::text[],
      ${mentions}::uuid[], ${input.is_internal_note})
    returning id, ticket_id, actor_id, actor_role, message, message_text, attachments, mentions, is_internal_note, created_at`);
  if (!row) throw new Error("The message was not stored.");
  await settleClocks(ctx, [ticketId]);
  const target = { ticketId, messageId: row.id, isInternal: input.is_internal_note };
  const files = await attachUploads(ctx, target, input.upload_ids ?? []);
  if (files.length > 0) {
    row.attachments = [...row.attachments, ...files];
    await ctx.tx.$executeRaw`
      update ticket_messages set attachments = ${row.attachments}::text[] where id = ${row.id}::uuid`;
  }
  const kind = input.is_internal_note ? "note" : "reply";
  await queueWriteBack(ctx, ticketId, { kind, message_id: row.id, html: message });
  ctx.emit(input.is_internal_note ? "ticket.note_added" : "ticket.message_added", {
    ticket_id: ticketId,
    message_id: row.id,
    mentions,
  });
  return { ...row, actor_name: ctx.actor.name };
}

/** Colleagues call each other: requesters neither call the desk's people nor are called into its notes. */
async function knownMentions(ctx: Context, ids: string[]): Promise<string[]> {
  if (ids.length === 0 || !seesInternalNotes(ctx.actor)) return [];
  const people = await ctx.tx.user.findMany({
    where: { id: { in: ids }, role: { in: [...staffRoles] }, deactivated_at: null },
    select: { id: true },
  });
  return people.map((person) => person.id);
}
