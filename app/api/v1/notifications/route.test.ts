import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliverNotification } from "@/lib/notifications/deliver-notification";
import { emailChannel } from "@/lib/notifications/email-channel";
import { notifyAboutTicket } from "@/lib/notifications/notify-about-ticket";
import { signSubscription } from "@/lib/notifications/unsubscribe-token";
import { setEnv } from "@/lib/platform/env";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeBrowsers, makeMessage, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let folder: string;
const tokens = {} as Record<"ops_agent" | "admin" | "shipper" | "hq_support", string>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-notifications-"));
  mkdirSync(folder, { recursive: true });
  setEnv({ DATA_DIR: folder, RATE_LIMIT_PER_MINUTE: "100000" });
  desk = await makeDesk();
  for (const role of ["ops_agent", "admin", "shipper", "hq_support"] as const)
    tokens[role] = await desk.token(role);
});
afterAll(() => {
  setEnv({ DATA_DIR: undefined, RATE_LIMIT_PER_MINUTE: undefined });
  rmSync(folder, { recursive: true, force: true });
});

let events = 0;
/** Something that happened to a new ticket, told. */
async function happen(
  name: string,
  fields: Record<string, unknown> = {},
  data: Record<string, unknown> = {},
) {
  return desk.fill(async (ctx) => {
    const ticket = await makeTicket(ctx, {
      owner_role: "ops_agent",
      owner_id: desk.people.ops_agent.id,
      ...fields,
    });
    const text = "The words of the message.";
    const message = name.includes("_added")
      ? await makeMessage(ctx, ticket, {
          message: `<p>${text}</p>`,
          message_text: text,
          is_internal_note: name === "ticket.note_added",
        })
      : null;
    events += 1;
    await notifyAboutTicket(ctx, {
      id: `event-${events}`,
      name,
      data: { ticket_id: ticket.id, actor_id: desk.people.ops_manager.id, message_id: message?.id, ...data },
    });
    return ticket;
  });
}
const get = async (role: keyof typeof tokens, query: Record<string, string> = {}) =>
  (await callRoute("GET", "/notifications", { token: tokens[role], query })).json();
const post = (role: keyof typeof tokens, body: unknown) =>
  callRoute("POST", "/notifications/read", { token: tokens[role], body });

describe("one's own notifications", () => {
  test("newest first, with words, pages and an unread count", async () => {
    const first = await happen("ticket.message_added", { title: "The first ticket of this list" });
    const second = await happen(
      "ticket.status_changed",
      {},
      { old_status: "OPEN", new_status: "AWAITING_FINANCE" },
    );
    const all = await get("ops_agent");
    expect(all).toMatchObject({ unread: 2, pagination: { next_cursor: null } });
    expect(all.data).toMatchObject([
      {
        ticket_id: second.id,
        text: `${desk.people.ops_manager.name} changed the status from open to awaiting finance.`,
        read_at: null,
      },
      {
        ticket_id: first.id,
        ticket_title: "The first ticket of this list",
        text: `${desk.people.ops_manager.name} replied.`,
        excerpt: "The words of the message.",
        reason: "owner",
      },
    ]);
    const page = await get("ops_agent", { limit: "1" });
    expect(page.data).toHaveLength(1);
    const rest = await get("ops_agent", { limit: "1", cursor: page.pagination.next_cursor });
    expect(rest.data).toMatchObject([{ ticket_id: first.id }]);
    expect(await get("admin")).toMatchObject({ data: [], unread: 0 });
  });

  test("read by id, by ticket and all at once; never anyone else's", async () => {
    await post("ops_agent", { all: true });
    const [one, two, three] = [
      await happen("ticket.assigned"),
      await happen("ticket.assigned"),
      await happen("ticket.assigned"),
    ];
    const rows = (await get("ops_agent", { unread: "true" })).data;
    expect(rows).toHaveLength(3);
    expect(await (await post("admin", { ids: [rows[0].id] })).json()).toEqual({ data: { unread: 0 } });
    expect(
      await (
        await post("ops_agent", {
          ids: [rows.find((row: { ticket_id: string }) => row.ticket_id === one.id).id],
        })
      ).json(),
    ).toEqual({ data: { unread: 2 } });
    expect(await (await post("ops_agent", { ticket_id: two.id })).json()).toEqual({ data: { unread: 1 } });
    expect(await (await post("ops_agent", { ticket_number: three.number })).json()).toEqual({
      data: { unread: 0 },
    });
    expect((await post("ops_agent", {})).status).toBe(422);
    expect((await get("ops_agent", { unread: "true" })).data).toEqual([]);
    const told = await desk.fill((ctx) =>
      ctx.tx.outboxEvent.findMany({ where: { name: "notification.read" } }),
    );
    expect(told.every(({ data }) => (data as { user_id: string }).user_id === desk.people.ops_agent.id)).toBe(
      true,
    );
  });

  test("of a sensitive ticket no title and no words; of one out of sight nothing at all", async () => {
    await post("ops_agent", { all: true });
    const ticket = await happen("ticket.message_added", { is_sensitive: true });
    expect((await get("ops_agent")).data[0]).toMatchObject({
      ticket_id: ticket.id,
      ticket_title: null,
      excerpt: null,
    });
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update tickets set owner_id = ${desk.people.finance.id}::uuid, owner_role = 'finance' where id = ${ticket.id}::uuid`,
    );
    const list = await get("ops_agent");
    expect(list.unread).toBe(0);
    expect(list.data.map((row: { ticket_id: string }) => row.ticket_id)).not.toContain(ticket.id);
  });

  test("requesters hear of replies and results, not of the desk's work", async () => {
    const mine = { created_by_id: desk.people.shipper.id, created_by_role: "shipper" };
    await happen("ticket.note_added", mine);
    await happen("ticket.status_changed", mine, { old_status: "OPEN", new_status: "IN_PROGRESS" });
    expect((await get("shipper")).data).toEqual([]);
    await happen("ticket.message_added", mine);
    await happen("ticket.status_changed", mine, { old_status: "IN_PROGRESS", new_status: "RESOLVED" });
    expect((await get("shipper")).data).toMatchObject([
      { text: "Your ticket is now resolved.", reason: "requester" },
      { text: `${desk.people.ops_manager.name} replied.`, excerpt: "The words of the message." },
    ]);
  });
});

describe("preferences", () => {
  const patch = (role: keyof typeof tokens, body: unknown) =>
    callRoute("PATCH", "/notifications/preferences", { token: tokens[role], body });

  test("defaults, choices and quiet hours", async () => {
    const before = await (
      await callRoute("GET", "/notifications/preferences", { token: tokens.hq_support })
    ).json();
    expect(before.data).toMatchObject({
      choices: {},
      digest: "off",
      quiet_from: null,
      is_mail_stopped: false,
    });
    expect(before.data.defaults).toContainEqual({
      kind: "assigned",
      channels: { bell: true, email: true, push: true, sms: false },
    });
    const changed = await patch("hq_support", {
      choices: { assigned: { email: false } },
      quiet_from: "19:00",
      quiet_until: "07:30",
    });
    expect((await changed.json()).data).toMatchObject({
      choices: { assigned: { email: false } },
      quiet_until: "07:30",
      digest: "off",
    });
    expect((await (await patch("hq_support", { digest: "daily" })).json()).data).toMatchObject({
      quiet_from: "19:00",
      digest: "daily",
    });
    const forRequester = await (
      await callRoute("GET", "/notifications/preferences", { token: tokens.shipper })
    ).json();
    expect(forRequester.data.defaults.map((row: { kind: string }) => row.kind)).toEqual([
      "created",
      "replied",
      "status_changed",
    ]);
  });

  test.each([
    [{ quiet_from: "19:00" }],
    [{ quiet_from: "19:00", quiet_until: null }],
    [{ quiet_from: "19:00", quiet_until: "19:00" }],
    [{ digest_at: "25:00" }],
    [{ digest: "weekly" }],
    [{ choices: { assigned: { fax: true } } }],
  ])("%j is refused", async (body) => {
    expect((await patch("hq_support", body)).status).toBe(422);
  });

  test("decide what is planned", async () => {
    await desk.fill(makeBrowsers);
    await patch("ops_agent", {
      choices: { assigned: { email: false, push: false, bell: false }, replied: { sms: true } },
    });
    const silent = await happen("ticket.assigned");
    const chosen = await happen("ticket.message_added");
    const planned = await desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ ticket_id: string; channels: string }[]>`
      select n.ticket_id, string_agg(d.channel, ' ' order by d.channel) as channels from notifications n
      join notification_deliveries d on d.notification_id = n.id
      where n.ticket_id in (${silent.id}::uuid, ${chosen.id}::uuid) group by 1`,
    );
    expect(planned).toEqual([{ ticket_id: chosen.id, channels: "email push sms" }]);
    await patch("ops_agent", { choices: {} });
    await desk.fill((ctx) => ctx.tx.$executeRaw`delete from push_subscriptions`);
  });
});

describe("the link of an e-mail", () => {
  const subscription = (more: object = {}) =>
    signSubscription({
      organization_id: desk.organization.id,
      user_id: desk.people.hq_support.id,
      requester_id: null,
      ticket_id: null,
      ...more,
    });
  const stop = (token: string, query: Record<string, string> = {}) =>
    callRoute("POST", "/notifications/unsubscribe", {
      query: { token, ...query },
      body: "List-Unsubscribe=One-Click",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });

  test("stops mail about a ticket by one click, without signing in, as often as it is followed", async () => {
    const requester = await desk.fill((ctx) => makeRequester(ctx));
    const ticket = await happen("ticket.message_added", { requester_id: requester.id });
    const token = subscription({ user_id: null, requester_id: requester.id, ticket_id: ticket.id });
    const page = await callRoute("GET", "/notifications/unsubscribe", { query: { token } });
    expect([page.status, page.headers.get("location")]).toEqual([303, `/unsubscribe?token=${token}`]);
    for (let click = 0; click < 2; click++)
      expect(await (await stop(token)).json()).toEqual({
        data: { stopped: "ticket", ticket_number: ticket.number },
      });
    const id = await desk.fill(
      async (ctx) =>
        (await ctx.tx.notification.findFirstOrThrow({ where: { requester_id: requester.id } })).id,
    );
    expect(await deliverNotification(emailChannel, desk.organization.id, id, "test")).toMatchObject({
      status: "skipped",
    });
  });

  test("stops all, which the settings say and undo", async () => {
    expect(await (await stop(subscription(), { scope: "all" })).json()).toEqual({
      data: { stopped: "all", ticket_number: null },
    });
    const read = async () =>
      (await (await callRoute("GET", "/notifications/preferences", { token: tokens.hq_support })).json()).data
        .is_mail_stopped;
    expect(await read()).toBe(true);
    await callRoute("PATCH", "/notifications/preferences", {
      token: tokens.hq_support,
      body: { is_mail_stopped: false },
    });
    expect(await read()).toBe(false);
  });

  test("a forged or damaged one changes nothing", async () => {
    const token = subscription();
    const [payload = "", signature = ""] = token.split(".");
    const other = Buffer.from(
      Buffer.from(payload, "base64url").toString().replace(desk.people.hq_support.id, desk.people.admin.id),
    ).toString("base64url");
    for (const forged of [`${other}.${signature}`, payload, `${token}x`, "", "."])
      expect([forged, (await stop(forged)).status]).toEqual([forged, 422]);
  });
});

describe("mail page", () => {
  const mails = (role: keyof typeof tokens, query: Record<string, string> = {}) =>
    callRoute("GET", "/mails", { token: tokens[role], query });

  test("lists what was written to the outbox, and opens it", async () => {
    const ticket = await happen("ticket.message_added", {
      title: "Grüße & <b>Ärger</b> mit der Fracht nach Łódź",
    });
    const id = await desk.fill(
      async (ctx) => (await ctx.tx.notification.findFirstOrThrow({ where: { ticket_id: ticket.id } })).id,
    );
    expect(await deliverNotification(emailChannel, desk.organization.id, id, "test")).toEqual({
      status: "sent",
    });
    expect((await mails("ops_agent")).status).toBe(403);
    const list = await (await mails("admin", { search: "ärger" })).json();
    expect(list).toMatchObject({ transport: "outbox", pagination: { total: 1 } });
    expect(list.data[0]).toMatchObject({
      id,
      to_address: desk.people.ops_agent.email,
      status: "sent",
      is_in_outbox: true,
      ticket_number: ticket.number,
    });
    const { data } = await (
      await callRoute("GET", "/mails/{id}", { token: tokens.admin, params: { id } })
    ).json();
    expect(data.html).toContain("Grüße &amp; &lt;b&gt;Ärger&lt;/b&gt; mit der Fracht nach Łódź");
    expect(data.text).toContain("Grüße & <b>Ärger</b> mit der Fracht nach Łódź");
    expect(data.headers).toContainEqual({
      name: "Subject",
      value: `[#${ticket.number}] Grüße & <b>Ärger</b> mit der Fracht nach Łódź`,
    });
  });

  test("a failed one can be tried again", async () => {
    const ticket = await happen("ticket.message_added");
    const id = await desk.fill(
      async (ctx) => (await ctx.tx.notification.findFirstOrThrow({ where: { ticket_id: ticket.id } })).id,
    );
    const retry = () => callRoute("POST", "/mails/{id}/retry", { token: tokens.admin, params: { id } });
    expect((await retry()).status).toBe(404);
    await deliverNotification(
      { ...emailChannel, send: async () => ({ status: "failed", error: "No such person" }) },
      desk.organization.id,
      id,
      "test",
    );
    expect((await (await mails("admin", { status: "failed" })).json()).data).toMatchObject([
      { id, last_error: "No such person" },
    ]);
    expect((await (await retry()).json()).data).toMatchObject({ status: "waiting" });
    expect((await retry()).status).toBe(409);
    expect(await deliverNotification(emailChannel, desk.organization.id, id, "test")).toEqual({
      status: "sent",
    });
  });
});

test("a test of each channel says where it went or what is missing", async () => {
  const send = (channel: string) =>
    callRoute("POST", "/notifications/test", { token: tokens.ops_agent, query: { channel } });
  const { email } = desk.people.ops_agent;
  expect(await (await send("email")).json()).toEqual({
    data: { is_sent: true, message: `Sent an e-mail to ${email}.` },
  });
  const mails = await callRoute("GET", "/mails", {
    token: tokens.admin,
    query: { search: "Test of e-mail" },
  });
  expect(await mails.json()).toMatchObject({
    data: [{ to_address: email, status: "sent", is_in_outbox: true }],
  });
  for (const channel of ["push", "sms"]) expect((await send(channel)).status).toBe(409);
  expect((await send("pigeon")).status).toBe(422);
});
