import { type Mail, type MailOutcome, sendMail } from "@/lib/platform/mail";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { recordMail } from "./record-mail";

type To = { organizationId: string; userId: string; email: string };

/**
 * Sends a mail about the desk itself and puts it on the Mail page like any other: an entry point, between whose two
 * halves no transaction is open. `isLastTry`: what fails now is not tried again.
 */
export async function sendPlainMail(mail: Mail, to: To, isLastTry: boolean): Promise<MailOutcome> {
  const outcome = await sendMail(mail, to.organizationId);
  const status = outcome.status === "retry" && isLastTry ? "failed" : outcome.status;
  await withOrganization(systemActor(to.organizationId), (ctx) =>
    recordMail(
      ctx,
      { mail, userId: to.userId, requesterId: null, ticketId: null, notificationCount: 0 },
      outcome,
      status,
    ),
  );
  return outcome;
}
