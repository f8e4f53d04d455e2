import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { isSmsConfigured, sendSms } from "@/lib/platform/sms";
import type { Outcome } from "./channel";
import { composePlainMail } from "./plain-mail";
import { preparePush, pushChannel } from "./push-channel";
import type { DeliveryChannel, TestResult } from "./schema";
import { sendPlainMail } from "./send-plain-mail";

const words = "This is a test. What you chose to be told reaches you here.";

/** One message to oneself, now and by the way that real ones take; what went wrong is the answer. */
export async function sendTestNotification(actor: Actor, channel: DeliveryChannel): Promise<TestResult> {
  const tests: Record<DeliveryChannel, (actor: Actor) => Promise<TestResult>> = {
    email: testMail,
    push: testPush,
    sms: testSms,
  };
  return tests[channel](actor);
}

async function testMail(actor: Actor): Promise<TestResult> {
  const to = await withOrganization(actor, readPerson);
  const mail = composePlainMail({
    id: `test.${crypto.randomUUID()}`,
    to: { name: to.name, address: to.email },
    from_name: to.organization_name,
    subject: `Test of e-mail from ${to.organization_name}`,
    paragraphs: [words, "You asked for it in your notification settings."],
    link: { words: "Notification settings", path: "/settings/notifications" },
    list: "tests",
  });
  const receiver = { organizationId: actor.organizationId, userId: to.id, email: to.email };
  return resultOf(await sendPlainMail(mail, receiver, true), `an e-mail to ${to.email}`);
}

async function testPush(actor: Actor): Promise<TestResult> {
  const id = crypto.randomUUID();
  const payload = { id, title: actor.organizationName, body: words, url: "/settings/notifications" };
  const prepared = await withOrganization(actor, (ctx) => preparePush(ctx, actor.userId, payload, true));
  if ("skip" in prepared) throw new AppError("conflict", "Allow a browser to notify you first.");
  const outcome = await pushChannel.send(prepared);
  await withOrganization(actor, async (ctx) => {
    await pushChannel.record?.(ctx, prepared, outcome, outcome.status);
  });
  const browsers = prepared.reached.length === 1 ? "one browser" : `${prepared.reached.length} browsers`;
  return resultOf(outcome, `a message to ${browsers}`);
}

async function testSms(actor: Actor): Promise<TestResult> {
  if (!isSmsConfigured()) throw new AppError("conflict", "This desk has no SMS provider.");
  const [row] = await withOrganization(
    actor,
    (ctx) => ctx.tx.$queryRaw<{ phone: string }[]>`
      select phone from user_phones where user_id = ${actor.userId}::uuid and phone is not null and verified_at is not null`,
  );
  if (!row) throw new AppError("conflict", "Prove a phone number to be yours first.");
  const text = `${actor.organizationName}: ${words}`;
  return resultOf(
    await sendSms({ id: `test-${crypto.randomUUID()}`, to: row.phone, text }),
    `a text to ${row.phone}`,
  );
}

function resultOf(outcome: Outcome, what: string): TestResult {
  return outcome.status === "sent"
    ? { is_sent: true, message: `Sent ${what}.` }
    : { is_sent: false, message: outcome.error };
}

type Person = { id: string; name: string; email: string; organization_name: string };

async function readPerson(ctx: Context): Promise<Person> {
  const [person] = await ctx.tx.$queryRaw<Person[]>`
    select u.id, u.name, u.email, o.name as organization_name from users u join organizations o on o.id = u.organization_id
    where u.id = ${ctx.actor.userId}::uuid`;
  if (!person) throw new AppError("conflict", "Only a person has an address to send to.");
  return person;
}
