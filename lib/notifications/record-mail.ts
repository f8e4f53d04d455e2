import { fileNameOf, type Mail } from "@/lib/platform/mail";
import type { Context } from "@/lib/platform/organization";
import type { Outcome } from "./channel";

export type RecordedMail = {
  mail: Mail;
  userId: string | null;
  requesterId: string | null;
  /** Null where it is about the desk, or about several tickets. */
  ticketId: string | null;
  notificationCount: number;
};

/** For the mail page: one row a mail, however often it was tried. */
export async function recordMail(
  ctx: Context,
  { mail, userId, requesterId, ticketId, notificationCount }: RecordedMail,
  outcome: Outcome,
  status: "sent" | "retry" | "failed",
): Promise<void> {
  const error = "error" in outcome ? outcome.error.slice(0, 500) : null;
  const fileName = status === "sent" ? fileNameOf(mail) : null;
  await ctx.tx.$executeRaw`
    insert into mails (id, to_address, subject, user_id, requester_id, ticket_id, notification_count, status, last_error, file_name)
    values (${mail.id}, ${mail.to.address}, ${mail.subject}, ${userId}::uuid, ${requesterId}::uuid,
      ${ticketId}::uuid, ${notificationCount}, ${status === "retry" ? "waiting" : status}, ${error}, ${fileName})
    on conflict (organization_id, id) do update set status = excluded.status, attempts = mails.attempts + 1,
      last_error = excluded.last_error, file_name = excluded.file_name, notification_count = excluded.notification_count,
      subject = excluded.subject, updated_at = app_now()`;
}
