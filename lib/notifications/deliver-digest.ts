import { sendMail } from "@/lib/platform/mail";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import type { Notice } from "./channel";
import { composeDigest, composeMail } from "./compose-mail";
import type { DeliveryResult } from "./deliver-notification";
import { claimDigest, recordOutcome, skipDelivery } from "./delivery-state";
import { isStopped, type PreparedMail } from "./email-channel";
import { readNotice } from "./read-notice";
import { recordMail } from "./record-mail";

type Whom = { user_id: string | null; requester_id: string | null };
type Ready = { prepared: PreparedMail; ids: string[] };

/** More than anyone reads in one e-mail; the rest of a flood is counted. */
const maximumNotices = 100;

/** One person's summary, in the same three parts as a single delivery. */
export async function deliverDigest(
  organizationId: string,
  whom: Whom,
  claimant: string,
): Promise<DeliveryResult & { notifications?: number }> {
  const run = <Result>(verb: (ctx: Context) => Promise<Result>) =>
    withOrganization(systemActor(organizationId), verb);
  const ready = await run((ctx) => prepareDigest(ctx, whom, claimant));
  if (ready === null) return { status: "not_due" };
  const outcome = await sendMail(ready.prepared.mail, organizationId);
  return run(async (ctx) => {
    const status = await recordOutcome(ctx, ready.ids, "email", outcome);
    await recordMail(ctx, ready.prepared, outcome, status);
    return { status, notifications: ready.ids.length };
  });
}

async function prepareDigest(ctx: Context, whom: Whom, claimant: string): Promise<Ready | null> {
  const notices: Notice[] = [];
  const claimed = await claimDigest(ctx, whom, claimant);
  const counted = claimed.slice(0, -maximumNotices);
  for (const id of claimed.slice(-maximumNotices)) {
    const notice = await readNotice(ctx, id);
    const refusal = "skip" in notice ? notice.skip : await whyNoMail(ctx, notice);
    if (refusal) await skipDelivery(ctx, id, "email", refusal);
    else if (!("skip" in notice)) notices.push(notice);
  }
  const [first, ...rest] = notices;
  if (!first) return null;
  const mail =
    rest.length + counted.length === 0
      ? composeMail(first, ctx.organizationId)
      : composeDigest([first, ...rest], counted.length, ctx.organizationId);
  return {
    ids: [...counted, ...notices.map(({ id }) => id)],
    prepared: {
      mail,
      organizationId: ctx.organizationId,
      userId: first.recipient.user_id,
      requesterId: first.recipient.requester_id,
      ticketId: rest.length + counted.length === 0 ? first.ticket.id : null,
      notificationCount: counted.length + notices.length,
    },
  };
}

async function whyNoMail(ctx: Context, { recipient, ticket }: Notice): Promise<string | null> {
  if (!recipient.email) return "The person has no e-mail address.";
  return (await isStopped(ctx, recipient, ticket.id))
    ? "The person stopped e-mail by its unsubscribe link."
    : null;
}
