import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SMTPServer } from "smtp-server";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { setEnv } from "@/lib/platform/env";
import { closeMail } from "@/lib/platform/mail";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeMessage, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { deliverDigest } from "./deliver-digest";
import { deliverEmail } from "./deliver-email";
import { notifyAboutTicket } from "./notify-about-ticket";
import { releaseDeliveries } from "./release-deliveries";
import { scheduleDeliveries } from "./schedule-deliveries";

useTestDatabase();
let desk: Desk;
let folder: string;
let server: SMTPServer;
let received: { to: string; raw: string }[] = [];
/** What the server does with the next mails, in turn; then it takes them. */
let mood: ("busy" | "cut" | "no such person")[] = [];
let refusesSender = false;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-mail-"));
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onMailFrom: (_, __, done) =>
      done(refusesSender ? Object.assign(new Error("Sender not allowed"), { responseCode: 553 }) : null),
    onRcptTo: (_, __, done) => {
      const next = mood.shift();
      if (next === "busy") return done(Object.assign(new Error("Try again later"), { responseCode: 451 }));
      if (next === "no such person")
        return done(Object.assign(new Error("No such person"), { responseCode: 550 }));
      if (next === "cut") return cutAll();
      done();
    },
    onData: (stream, session, done) => {
      let raw = "";
      stream.on("data", (part: Buffer) => {
        raw += part.toString();
      });
      stream.on("end", () => {
        received.push({ to: session.envelope.rcptTo.map(({ address }) => address).join(), raw });
        done();
      });
    },
  });
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  setEnv({ DATA_DIR: folder, SMTP_URL: `smtp://127.0.0.1:${port}`, DOCKET_URL: "https://desk.example.com" });
  desk = await makeDesk({ name: "Northwind freight" });
});
afterEach(() => {
  received = [];
  mood = [];
  refusesSender = false;
});
afterAll(async () => {
  closeMail();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  setEnv({ DATA_DIR: undefined, SMTP_URL: undefined, DOCKET_URL: undefined });
  rmSync(folder, { recursive: true, force: true });
});

function cutAll() {
  for (const connection of (server as unknown as { connections: Set<{ _socket: { destroy(): void } }> })
    .connections)
    connection._socket.destroy();
}

type Delivery = { id: string; status: string; attempts: number; last_error: string | null; minutes: number };

/** A reply on a ticket of that title: one notification for its owner, one for its requester. */
async function reply(fields: Record<string, unknown> = {}, text = "It arrives on Monday.") {
  const made = await desk.fill(async (ctx) => {
    const requester = await makeRequester(ctx, { name: "Ada Byron" });
    const ticket = await makeTicket(ctx, {
      owner_role: "ops_agent",
      requester_id: requester.id,
      title: "Pallet <7> is late",
      ...fields,
    });
    const message = await makeMessage(ctx, ticket, { message: `<p>${text}</p>`, message_text: text });
    return { ticket, message };
  });
  await runFunction(notifyAboutTicket, {
    name: "ticket.message_added",
    data: { organization_id: desk.organization.id, ticket_id: made.ticket.id, message_id: made.message.id },
  });
  return made.ticket;
}
const deliveriesOf = (ticket: { id: string }) =>
  desk.fill(
    (ctx) => ctx.tx.$queryRaw<Delivery[]>`
      select n.id, d.status, d.attempts, d.last_error, round(extract(epoch from d.due_at - now()) / 60)::int as minutes
      from notification_deliveries d join notifications n on n.id = d.notification_id
      where d.channel = 'email' and n.ticket_id = ${ticket.id}::uuid order by n.id`,
  );
const send = (notification_id: string, options = {}) =>
  runFunction(
    deliverEmail,
    { name: "notification.email_due", data: { organization_id: desk.organization.id, notification_id } },
    options,
  );
const makeDue = (ticket: { id: string }) =>
  desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      update notification_deliveries set due_at = now() - interval '1 second' where notification_id in
        (select id from notifications where ticket_id = ${ticket.id}::uuid)`,
  );

test("a mail has both forms, its conversation, and a way out that works by one click", async () => {
  const ticket = await reply({ title: "Pallet <7> is late" });
  const [delivery] = await deliveriesOf(ticket);
  expect((await send(delivery?.id ?? "")).output).toEqual({ status: "sent" });
  const [mail] = received;
  const raw = mail?.raw.replaceAll(/=\r\n/g, "").replaceAll("=3D", "=") ?? "";
  expect(raw).toContain(`Message-ID: <${delivery?.id}@desk.example.com>`);
  expect(raw).toContain(`In-Reply-To: <ticket.${ticket.id}@desk.example.com>`);
  expect(raw).toContain(`References: <ticket.${ticket.id}@desk.example.com>`);
  expect(raw).toContain(`Subject: [#${ticket.number}] Pallet <7> is late`);
  expect(raw).toMatch(/From: "?Northwind freight"? <docket@desk\.example\.com>/);
  expect(raw).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(raw.replaceAll(/\r\n\s+/g, " ")).toMatch(
    /List-Unsubscribe: <https:\/\/desk\.example\.com\/api\/v1\/notifications\/unsubscribe\?token=[\w.-]+>/,
  );
  expect(raw).toContain("Content-Type: text/plain");
  expect(raw).toContain("Content-Type: text/html");
  expect(raw).toContain("Pallet &lt;7&gt; is late");
  expect(raw).toContain("It arrives on Monday.");
  // The contact has no account: no link to a page they could not open.
  expect(raw).not.toContain("/tickets/");
});

test("a repeated event, and a crash after sending, send nothing that looks new", async () => {
  const ticket = await reply();
  const [delivery] = await deliveriesOf(ticket);
  expect((await send(delivery?.id ?? "", { crashAfter: ["deliver"] })).output).toEqual({ status: "not_due" });
  expect((await send(delivery?.id ?? "")).output).toEqual({ status: "not_due" });
  expect(received).toHaveLength(1);
});

test("a busy server and a cut connection are tried again later, by the schedule", async () => {
  const ticket = await reply();
  mood = ["busy"];
  const [delivery] = await deliveriesOf(ticket);
  expect((await send(delivery?.id ?? "")).output).toMatchObject({
    status: "retry",
    why: expect.stringContaining("Try again later"),
  });
  expect((await deliveriesOf(ticket))[0]).toMatchObject({ status: "pending", attempts: 1, minutes: 1 });
  expect((await send(delivery?.id ?? "")).output).toEqual({ status: "not_due" });
  await makeDue(ticket);
  mood = ["cut"];
  expect((await send(delivery?.id ?? "")).output).toMatchObject({ status: "retry" });
  expect((await deliveriesOf(ticket))[0]).toMatchObject({ status: "pending", attempts: 2, minutes: 5 });
  await makeDue(ticket);
  const schedule = await runFunction(scheduleDeliveries);
  expect(schedule.sent).toMatchObject([
    { name: "notification.deliveries_waiting", data: { organization_id: desk.organization.id } },
  ]);
  const data = { organization_id: desk.organization.id };
  expect(
    (await runFunction(releaseDeliveries, { name: "notification.deliveries_waiting", data })).output,
  ).toEqual({ released: 1 });
  expect(
    (await runFunction(releaseDeliveries, { name: "notification.deliveries_waiting", data })).output,
  ).toEqual({ released: 0 });
  expect((await send(delivery?.id ?? "")).output).toEqual({ status: "sent" });
  expect(received).toHaveLength(1);
  const [mail] = await desk.fill((ctx) => ctx.tx.mail.findMany({ where: { id: delivery?.id } }));
  expect(mail).toMatchObject({ status: "sent", attempts: 3, last_error: null, file_name: null });
});

test("an address that does not exist is given up at once, a server that is down after eight tries", async () => {
  const ticket = await reply();
  const [delivery] = await deliveriesOf(ticket);
  mood = ["no such person"];
  expect((await send(delivery?.id ?? "")).output).toMatchObject({ status: "failed" });
  expect((await deliveriesOf(ticket))[0]).toMatchObject({ status: "failed", attempts: 1 });
  const later = await reply();
  const id = (await deliveriesOf(later))[0]?.id ?? "";
  for (let attempt = 1; attempt <= 8; attempt++) {
    mood = ["busy"];
    await makeDue(later);
    expect((await send(id)).output).toMatchObject({ status: attempt < 8 ? "retry" : "failed" });
  }
  expect((await deliveriesOf(later))[0]).toMatchObject({ status: "failed", attempts: 8 });
});

test("a refused sender is the desk's own mistake: mail waits until it is corrected", async () => {
  const ticket = await reply();
  const id = (await deliveriesOf(ticket))[0]?.id ?? "";
  refusesSender = true;
  expect((await send(id)).output).toMatchObject({
    status: "retry",
    why: expect.stringContaining("Sender not allowed"),
  });
  refusesSender = false;
  await makeDue(ticket);
  expect((await send(id)).output).toEqual({ status: "sent" });
});

test("of a sensitive ticket the desk gets neither title nor words, the requester gets the answer without the title", async () => {
  const ticket = await reply(
    { is_sensitive: true, title: "Salary of the driver", owner_id: desk.people.ops_agent.id },
    "It was paid.",
  );
  for (const { id } of await deliveriesOf(ticket)) await send(id);
  expect(received).toHaveLength(2);
  const toAgent = received.find(({ to }) => to === desk.people.ops_agent.email)?.raw ?? "";
  const toRequester = received.find(({ to }) => to !== desk.people.ops_agent.email)?.raw ?? "";
  expect(toAgent + toRequester).not.toContain("Salary");
  expect(toAgent).not.toContain("It was paid.");
  expect(toAgent).toContain(`https://desk.example.com/tickets/${ticket.number}`);
  expect(toRequester).toContain("It was paid.");
});

test("who lost the ticket, left, or read it already gets no mail", async () => {
  const agent = desk.people.ops_agent;
  const change = (sql: "owner" | "read" | "message", ticket: { id: string }) =>
    desk.fill(async (ctx) => {
      if (sql === "owner")
        await ctx.tx
          .$executeRaw`update tickets set owner_id = ${desk.people.finance.id}::uuid, owner_role = 'finance' where id = ${ticket.id}::uuid`;
      if (sql === "read")
        await ctx.tx
          .$executeRaw`update notifications set read_at = now() where ticket_id = ${ticket.id}::uuid`;
      if (sql === "message")
        await ctx.tx
          .$executeRaw`update ticket_messages set is_internal_note = true where ticket_id = ${ticket.id}::uuid`;
    });
  for (const what of ["owner", "read", "message"] as const) {
    const ticket = await reply({ owner_id: agent.id, ...(what !== "message" && { requester_id: null }) });
    await change(what, ticket);
    for (const { id } of await deliveriesOf(ticket)) await send(id);
    const left = (await deliveriesOf(ticket)).map(({ status }) => status).sort();
    // A message turned into a note still goes to the desk.
    expect([what, left]).toEqual([what, what === "message" ? ["sent", "skipped"] : ["skipped"]]);
  }
  expect(received.map(({ to }) => to)).toEqual([agent.email]);
});

test("a summary puts everything that waits into one mail", async () => {
  const agent = desk.people.hq_support;
  await desk.fill(
    (ctx) =>
      ctx.tx
        .$executeRaw`insert into notification_preferences (user_id, digest) values (${agent.id}::uuid, 'hourly')`,
  );
  const first = await reply(
    { owner_id: agent.id, requester_id: null, title: "The first of two tickets" },
    "One.",
  );
  const second = await reply(
    { owner_id: agent.id, requester_id: null, title: "The second of two tickets" },
    "Two.",
  );
  const digest = () =>
    runFunction(deliverDigest, {
      name: "notification.digest_due",
      data: { organization_id: desk.organization.id, user_id: agent.id, requester_id: null },
    });
  expect((await digest()).output).toEqual({ status: "not_due" });
  for (const ticket of [first, second]) await makeDue(ticket);
  mood = ["busy"];
  expect((await digest()).output).toMatchObject({ status: "retry" });
  for (const ticket of [first, second]) await makeDue(ticket);
  expect((await digest()).output).toEqual({ status: "sent", notifications: 2 });
  expect((await digest()).output).toEqual({ status: "not_due" });
  expect(received).toHaveLength(1);
  expect(received[0]?.raw).toContain("Subject: 2 notifications about 2 tickets");
});

test("a flood of events becomes twenty mails and one summary", async () => {
  const agent = desk.people.ops_manager;
  const tickets = [];
  for (let made = 0; made < 23; made++)
    tickets.push(await reply({ owner_id: agent.id, owner_role: "ops_manager", requester_id: null }));
  const planned = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ in_digest: boolean; count: number }[]>`
      select d.in_digest, count(*)::int as count from notification_deliveries d join notifications n on n.id = d.notification_id
      where d.channel = 'email' and n.user_id = ${agent.id}::uuid group by 1 order by 1`,
  );
  expect(planned).toEqual([
    { in_digest: false, count: 20 },
    { in_digest: true, count: 3 },
  ]);
});

test("without SMTP mail goes to the outbox folder; a folder that cannot be written is tried again", async () => {
  const smtp = process.env.SMTP_URL;
  setEnv({ SMTP_URL: undefined });
  try {
    const ticket = await reply();
    const id = (await deliveriesOf(ticket))[0]?.id ?? "";
    writeFileSync(join(folder, "outbox"), "in the way");
    expect((await send(id)).output).toMatchObject({ status: "retry" });
    rmSync(join(folder, "outbox"));
    await makeDue(ticket);
    expect((await send(id)).output).toEqual({ status: "sent" });
    const path = join(folder, "outbox", desk.organization.id);
    expect(readdirSync(path)).toEqual([`${id}.eml`]);
    expect(existsSync(join(path, `${id}.eml`))).toBe(true);
    expect(readFileSync(join(path, `${id}.eml`), "utf8")).toContain(`Message-ID: <${id}@desk.example.com>`);
    const [mail] = await desk.fill((ctx) => ctx.tx.mail.findMany({ where: { id } }));
    expect(mail).toMatchObject({ status: "sent", attempts: 2, file_name: `${id}.eml` });
  } finally {
    setEnv({ SMTP_URL: smtp });
  }
});
