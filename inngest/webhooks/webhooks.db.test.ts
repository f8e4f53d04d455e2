import { createHmac } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { deleteAttachment } from "@/lib/attachments/delete-attachment";
import { listMails } from "@/lib/notifications/list-mails";
import { listMailsQuery } from "@/lib/notifications/schema";
import { setEnv } from "@/lib/platform/env";
import { outboxPath } from "@/lib/platform/mail";
import { addMessage } from "@/lib/tickets/add-message";
import { createMessageInput } from "@/lib/tickets/schema";
import { transitionTicket } from "@/lib/tickets/transition-ticket";
import { attemptDelivery } from "@/lib/webhooks/attempt-delivery";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { getDelivery } from "@/lib/webhooks/get-delivery";
import { getWebhook } from "@/lib/webhooks/get-webhook";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import { replayDelivery } from "@/lib/webhooks/replay-delivery";
import { rotateSecret } from "@/lib/webhooks/rotate-secret";
import { createWebhookInput, listDeliveriesQuery } from "@/lib/webhooks/schema";
import { sendTest } from "@/lib/webhooks/send-test";
import { sweepWebhooks } from "@/lib/webhooks/sweep-webhooks";
import { updateWebhook } from "@/lib/webhooks/update-webhook";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeAttachment, makeTicket, type Ticket } from "@/prisma/seed/factories";
import { type HttpReceiver, type Received, startReceiver } from "@/prisma/seed/http-receiver";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { announceDisabledWebhook } from "./announce-disabled-webhook";
import { deliverWebhook } from "./deliver-webhook";
import { queueDeadlineWebhooks } from "./queue-deadline-webhooks";
import { queueWebhooks } from "./queue-webhooks";

useTestDatabase();
let desk: Desk;
let receiver: HttpReceiver;
let folder: string;
let ticket: Ticket;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-webhooks-"));
  setEnv({ WEBHOOK_ALLOW_PRIVATE: "true", DATA_DIR: folder });
  receiver = await startReceiver();
});
beforeEach(async () => {
  desk = await makeDesk();
  receiver.received.length = 0;
  receiver.behave();
  ticket = await desk.fill((ctx) =>
    makeTicket(ctx, {
      title: "Pallets missing at ramp four",
      owner_role: "ops_agent",
      owner_id: desk.people.ops_agent.id,
      created_by_id: desk.people.shipper.id,
    }),
  );
});
afterAll(async () => {
  await receiver.stop();
  setEnv({ WEBHOOK_ALLOW_PRIVATE: undefined, DATA_DIR: undefined });
  rmSync(folder, { recursive: true, force: true });
});

const make = async (fields: object = {}) =>
  desk.as("admin", (ctx) =>
    createWebhook(
      ctx,
      createWebhookInput.parse({ name: "Warehouse", url: `${receiver.url}/in`, events: ["*"], ...fields }),
    ),
  );
const say = (message: string, isNote: boolean) =>
  desk.as("ops_agent", (ctx) =>
    addMessage(ctx, ticket.id, createMessageInput.parse({ message, is_internal_note: isNote })),
  );
const logOf = async (id: string) =>
  (await desk.as("admin", (ctx) => listDeliveries(ctx, id, listDeliveriesQuery.parse({})))).data;

type Row = { id: string; name: string; data: Record<string, unknown>; actor_id: string; actor_role: string };

/** What the outbox would send now. */
async function takeEvents(...names: string[]): Promise<{ id: string; name: string; data: Row["data"] }[]> {
  const rows = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<Row[]>`
      with taken as (delete from outbox where name = any (${names}::text[]) returning *) select * from taken order by id`,
  );
  return rows.map(({ id, name, data, actor_id, actor_role }) => ({
    id,
    name,
    data: { ...data, organization_id: desk.organization.id, actor_id, actor_role },
  }));
}
async function deliverAll(): Promise<unknown[]> {
  const results: unknown[] = [];
  for (const event of await takeEvents("webhook.delivery_due"))
    results.push((await runFunction(deliverWebhook, event)).output);
  return results;
}
async function queue(...names: string[]): Promise<void> {
  for (const event of await takeEvents(...names)) await runFunction(queueWebhooks, event);
}
function isSignedBy(secret: string, { headers, text }: Received): boolean {
  const key = Buffer.from(secret.slice("whsec_".length), "base64");
  const signed = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${text}`;
  const expected = `v1,${createHmac("sha256", key).update(signed).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(expected);
}

test("what happens to a ticket arrives, signed, once however often its event comes", async () => {
  const { data, secret } = await make({ events: ["ticket.status_changed"] });
  await desk.as("ops_agent", (ctx) => transitionTicket(ctx, ticket.id, { status: "OPEN" }));
  const [event] = await takeEvents("ticket.status_changed");
  if (!event) throw new Error("No event.");
  for (const crashAfter of [["queue-deliveries"], []])
    await runFunction(queueWebhooks, event, { crashAfter });
  expect(await deliverAll()).toEqual([{ status: "delivered", attempt: 1 }]);
  const [sent] = receiver.received;
  expect(receiver.received).toHaveLength(1);
  expect(sent && isSignedBy(secret, sent)).toBe(true);
  expect(sent?.headers).toMatchObject({ "webhook-id": event.id, "docket-event": "ticket.status_changed" });
  expect(JSON.parse(sent?.text ?? "")).toMatchObject({
    type: "ticket.status_changed",
    data: {
      ticket: { id: ticket.id, number: ticket.number, status: "OPEN", title: "Pallets missing at ramp four" },
      change: { old_status: "NEW", new_status: "OPEN" },
      actor: { id: desk.people.ops_agent.id, role: "ops_agent" },
    },
  });
  const [row] = await logOf(data.id);
  const detail = await desk.as("admin", (ctx) => getDelivery(ctx, row?.id ?? ""));
  expect(detail.data).toMatchObject({
    status: "delivered",
    body: sent?.text,
    tries: [{ number: 1, response_status: 200, response_excerpt: "answered 200", error: null }],
  });
});

test("a receiver that fails in every way is tried until it accepts, with the same id and body", async () => {
  const { data } = await make();
  receiver.behave(500, "reset", 302, 429, 200);
  await say("We found it.", false);
  await queue("ticket.message_added");
  expect(await deliverAll()).toEqual([{ status: "delivered", attempt: 5 }]);
  expect(new Set(receiver.received.map(({ text, headers }) => `${headers["webhook-id"]} ${text}`)).size).toBe(
    1,
  );
  const [row] = await logOf(data.id);
  const { tries } = (await desk.as("admin", (ctx) => getDelivery(ctx, row?.id ?? ""))).data;
  expect(tries.map((each) => each.response_status)).toEqual([500, null, 302, 429, 200]);
  expect(tries[1]?.error).toContain("cut");
  expect((await desk.as("admin", (ctx) => getWebhook(ctx, data.id))).data.failing_since).toBeNull();
});

test("a run that died between sending and recording sends again, a recorded try is not repeated", async () => {
  const { data } = await make();
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  const [event] = await takeEvents("webhook.delivery_due");
  if (!event) throw new Error("No event.");
  const run = await runFunction(deliverWebhook, event, { crashAfter: ["attempt-1"] });
  expect(run).toMatchObject({ status: "completed", ran: { "attempt-1": 2 } });
  expect(receiver.received).toHaveLength(1);
});

test("an internal note leaves the desk only through an endpoint that opted in", async () => {
  const secret = "Between us: the driver was late.";
  const outside = await make({ name: "Outside" });
  await say(secret, true);
  await queue("ticket.note_added");
  await desk.as("ops_agent", (ctx) => transitionTicket(ctx, ticket.id, { status: "OPEN" }));
  await queue("ticket.status_changed");
  await deliverAll();
  expect(await logOf(outside.data.id)).toHaveLength(1);
  expect(receiver.received.map(({ text }) => text).join()).not.toContain("Between us");
  receiver.received.length = 0;
  const inside = await make({ name: "Inside", includes_internal: true });
  await say(secret, true);
  await queue("ticket.note_added");
  await deliverAll();
  expect(await logOf(outside.data.id)).toHaveLength(1);
  expect(await logOf(inside.data.id)).toHaveLength(1);
  expect(receiver.received[0]?.text).toContain("Between us");
});

test("of a sensitive ticket not a word is told, whoever opted into what", async () => {
  await make({ includes_internal: true });
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update tickets set is_sensitive = true where id = ${ticket.id}::uuid`,
  );
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      insert into ticket_access_grants (ticket_id, user_id, reason, expires_at)
      values (${ticket.id}::uuid, ${desk.people.ops_agent.id}::uuid, 'Working on this case as its owner.', now() + interval '1 hour')`,
  );
  await say("The driver is ill.", false);
  await queue("ticket.message_added");
  await deliverAll();
  const [sent] = receiver.received;
  expect(JSON.parse(sent?.text ?? "{}")).toMatchObject({
    data: { ticket: { title: "Sensitive ticket" }, message: null },
  });
  expect(sent?.text).not.toMatch(/Pallets|ill\./);
});

test("of files an endpoint hears only what it may: internal ones are not there, sensitive ones have no name", async () => {
  const open = await make({ events: ["attachment.deleted"] });
  const inside = await make({ events: ["*"], includes_internal: true, url: `${receiver.url}/inside` });
  const fields = [
    { file_name: "proof.pdf" },
    { file_name: "our-margin.xlsx", is_internal: true },
    { file_name: "passport.png", is_sensitive: true },
  ];
  for (const each of fields) {
    const { id } = await desk.fill((ctx) => makeAttachment(ctx, ticket, each));
    await desk.as("admin", (ctx) => deleteAttachment(ctx, id, {}));
  }
  for (const event of await takeEvents("ticket.file_deleted", "ticket.internal_file_deleted"))
    await runFunction(queueDeadlineWebhooks, event);
  await deliverAll();
  const told = (path: string) =>
    receiver.received
      .filter((each) => each.path === path)
      .map(({ text }) => JSON.parse(text))
      .map(({ type, data }) => `${type} ${data.attachment.file_name}`)
      .toSorted();
  expect(told("/in")).toEqual(["attachment.deleted Sensitive file", "attachment.deleted proof.pdf"]);
  expect(told("/inside")).toContain("attachment.deleted our-margin.xlsx");
  expect((await logOf(open.data.id)).length).toBe(2);
  expect((await logOf(inside.data.id)).length).toBe(3);
});

test("a day of failures ends the endpoint with a mail to the admins, and what failed can be sent again", async () => {
  const { data } = await make();
  const disabled = async () => (await desk.as("admin", (ctx) => getWebhook(ctx, data.id))).data;
  receiver.behave(...Array.from({ length: 8 }, () => 503));
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  expect(await deliverAll()).toEqual([{ status: "failed", attempt: 8 }]);
  expect(receiver.received).toHaveLength(8);
  expect(await disabled()).toMatchObject({ is_enabled: false, failed_count: 1 });
  expect((await disabled()).disabled_because).toContain("Answered 503");
  const [event] = await takeEvents("webhook.disabled");
  await runFunction(announceDisabledWebhook, event);
  await runFunction(announceDisabledWebhook, event);
  const page = await desk.as("admin", (ctx) => listMails(ctx, listMailsQuery.parse({})));
  expect(page.data).toMatchObject([{ subject: "Webhook “Warehouse” is disabled", status: "sent" }]);
  const mails = readdirSync(outboxPath(desk.organization.id));
  expect(mails).toHaveLength(1);
  expect(readFileSync(outboxPath(desk.organization.id, mails[0]), "utf8")).toContain(desk.people.admin.email);

  const [failed] = await logOf(data.id);
  const replay = () => desk.as("admin", (ctx) => replayDelivery(ctx, failed?.id ?? ""));
  await expect(replay()).rejects.toThrow("disabled");
  await desk.as("admin", (ctx) => updateWebhook(ctx, data.id, { is_enabled: true }));
  await replay();
  expect(await deliverAll()).toEqual([{ status: "delivered", attempt: 1 }]);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(new Set(ids).size).toBe(1);
  expect(await logOf(data.id)).toMatchObject([
    { status: "delivered", replayed_from_id: failed?.id },
    { status: "failed" },
  ]);
  expect((await disabled()).failing_since).toBeNull();
});

test("one lost delivery among good ones does not end the endpoint; 410 does at once", async () => {
  const { data } = await make();
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  const [bad, good] = await takeEvents("webhook.delivery_due");
  const { organization_id, delivery_id } = (bad?.data ?? {}) as Record<string, string>;
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    if (attempt === 5) await runFunction(deliverWebhook, good);
    receiver.behave(500);
    await attemptDelivery(organization_id ?? "", delivery_id ?? "", attempt);
  }
  const state = async () => (await desk.as("admin", (ctx) => getWebhook(ctx, data.id))).data;
  expect(await state()).toMatchObject({ is_enabled: true, failed_count: 1 });
  receiver.behave(410);
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  expect(await deliverAll()).toEqual([{ status: "failed", attempt: 1 }]);
  expect(await state()).toMatchObject({ is_enabled: false });
});

test("after a new secret both sign for a day; a disabled endpoint hears nothing", async () => {
  const { data, secret } = await make();
  const { secret: fresh } = await desk.as("admin", (ctx) => rotateSecret(ctx, data.id));
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  await deliverAll();
  const [sent] = receiver.received as [Received];
  expect([isSignedBy(secret, sent), isSignedBy(fresh, sent)]).toEqual([true, true]);
  await desk.fill(
    (ctx) =>
      ctx.tx.$executeRaw`update webhook_endpoints set previous_secret_until = now() - interval '1 second'`,
  );
  await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  await deliverAll();
  const last = receiver.received[1] as Received;
  expect([isSignedBy(secret, last), isSignedBy(fresh, last)]).toEqual([false, true]);
  await desk.as("admin", (ctx) => updateWebhook(ctx, data.id, { is_enabled: false }));
  await say("Anyone there?", false);
  await queue("ticket.message_added");
  expect(await takeEvents("webhook.delivery_due")).toEqual([]);
});

test("without leave nothing is sent into a private network, and the log says so", async () => {
  const { data } = await make();
  setEnv({ WEBHOOK_ALLOW_PRIVATE: undefined });
  try {
    await desk.as("admin", (ctx) => sendTest(ctx, data.id));
    expect(await deliverAll()).toEqual([{ status: "failed", attempt: 8 }]);
    const [row] = await logOf(data.id);
    expect(row?.last_error).toContain("private network");
    expect(receiver.received).toHaveLength(0);
    for (const url of [
      "http://10.0.0.1/x",
      "https://localhost/x",
      "https://vault.internal/x",
      "https://[::1]/x",
    ])
      await expect(make({ url })).rejects.toThrow("private network");
  } finally {
    setEnv({ WEBHOOK_ALLOW_PRIVATE: "true" });
  }
});

test("the sweep announces what nobody takes care of and forgets the old", async () => {
  const { data } = await make();
  for (let made = 0; made < 2; made += 1) await desk.as("admin", (ctx) => sendTest(ctx, data.id));
  await takeEvents("webhook.delivery_due");
  const [overdue, old] = await logOf(data.id);
  await desk.fill(async (ctx) => {
    await ctx.tx.$executeRaw`
      update webhook_deliveries set next_attempt_at = now() - interval '31 minutes' where id = ${overdue?.id}::uuid`;
    await ctx.tx.$executeRaw`
      update webhook_deliveries set status = 'delivered', created_at = now() - interval '31 days' where id = ${old?.id}::uuid`;
  });
  expect(await desk.fill(sweepWebhooks)).toEqual({ revived: 1, forgotten: 1 });
  expect(await deliverAll()).toEqual([{ status: "delivered", attempt: 1 }]);
  expect(await desk.fill(sweepWebhooks)).toEqual({ revived: 0, forgotten: 0 });
});
