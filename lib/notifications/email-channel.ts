import { sendMail } from "@/lib/platform/mail";
import type { Context } from "@/lib/platform/organization";
import type { Channel, Recipient } from "./channel";
import { composeMail } from "./compose-mail";
import { type RecordedMail, recordMail } from "./record-mail";

export type PreparedMail = RecordedMail & { organizationId: string };

export const emailChannel: Channel<PreparedMail> = {
  name: "email",
  prepare: async (ctx, notice) => {
    if (!notice.recipient.email) return { skip: "The person has no e-mail address." };
    if (await isStopped(ctx, notice.recipient, notice.ticket.id))
      return { skip: "The person stopped e-mail by its unsubscribe link." };
    return {
      mail: composeMail(notice, ctx.organizationId),
      organizationId: ctx.organizationId,
      userId: notice.recipient.user_id,
      requesterId: notice.recipient.requester_id,
      ticketId: notice.ticket.id,
      notificationCount: 1,
    };
  },
  send: ({ mail, organizationId }) => sendMail(mail, organizationId),
  record: recordMail,
};

/** For this ticket, or for all. */
export async function isStopped(
  ctx: Context,
  recipient: Recipient,
  ticketId: string | null,
): Promise<boolean> {
  const rows = await ctx.tx.$queryRaw<unknown[]>`
    select from mail_optouts where (user_id = ${recipient.user_id}::uuid or requester_id = ${recipient.requester_id}::uuid)
      and (ticket_id is null or ticket_id = ${ticketId}::uuid) limit 1`;
  return rows.length > 0;
}
