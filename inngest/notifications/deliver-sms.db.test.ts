import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sendPhoneCode } from "@/inngest/phones/send-phone-code";
import { updatePreferences } from "@/lib/notifications/update-preferences";
import { getPhone } from "@/lib/phones/get-phone";
import { setPhone } from "@/lib/phones/set-phone";
import { setEnv } from "@/lib/platform/env";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { type HttpReceiver, startReceiver } from "@/prisma/seed/http-receiver";
import { runFunction } from "@/prisma/seed/run-functions";
import { sessionHeaders } from "@/prisma/seed/session-headers";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { deliverSms } from "./deliver-sms";
import { notifyAboutTicket } from "./notify-about-ticket";

useTestDatabase();
let desk: Desk;
let provider: HttpReceiver;
let headers: Record<string, string>;
const number = "+491701234567";

beforeAll(async () => {
  provider = await startReceiver();
});
beforeEach(async () => {
  setEnv({ SMS_URL: `${provider.url}/send`, SMS_FROM: "Docket", SMS_AUTHORIZATION: "Bearer secret" });
  desk = await makeDesk({ name: "Northwind" });
  headers = await sessionHeaders(desk.people.ops_agent);
  provider.received.length = 0;
  provider.behave();
});
afterAll(async () => {
  await provider.stop();
  setEnv({ SMS_URL: undefined, SMS_FROM: undefined, SMS_AUTHORIZATION: undefined });
});

const put = (phone: string) => callRoute("PUT", "/me/phone", { headers, body: { phone } });
const verify = (code: string) => callRoute("POST", "/me/phone/verify", { headers, body: { code } });
const sendCode = () =>
  runFunction(sendPhoneCode, {
    name: "phone.code_due",
    data: { organization_id: desk.organization.id, user_id: desk.people.ops_agent.id },
  });
const sentCode = () => /^\d{6}/.exec(JSON.parse(provider.received.at(-1)?.text ?? "{}").text)?.[0] ?? "";
const phone = async () => (await desk.as("ops_agent", getPhone)).data;

async function prove(): Promise<void> {
  await put(number);
  await sendCode();
  expect((await verify(sentCode())).status).toBe(200);
  provider.received.length = 0;
}

/** A ticket is given to the person, who asked for a text message about that. */
async function assign(fields: Record<string, unknown> = {}) {
  await desk.as("ops_agent", (ctx) => updatePreferences(ctx, { choices: { assigned: { sms: true } } }));
  const owner = { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id };
  const ticket = await desk.fill((ctx) =>
    makeTicket(ctx, { title: "Pallets missing at ramp four", ...owner, ...fields }),
  );
  const { id: organization_id } = desk.organization;
  await runFunction(notifyAboutTicket, {
    id: crypto.randomUUID(),
    name: "ticket.assigned",
    data: {
      ticket_id: ticket.id,
      ...owner,
      organization_id,
      actor_id: desk.people.admin.id,
      actor_role: "admin",
    },
  });
  const [delivery] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ id: string }[]>`
      select d.notification_id as id from notification_deliveries d join notifications n on n.id = d.notification_id
      where d.channel = 'sms' and n.ticket_id = ${ticket.id}::uuid`,
  );
  const event = {
    name: "notification.sms_due",
    data: { organization_id, notification_id: delivery?.id },
  };
  return { ticket, deliver: async () => (await runFunction(deliverSms, event)).output };
}

test("a number counts once the code sent to it came back", async () => {
  expect(await (await put("0049 170 / 123-4567")).json()).toMatchObject({
    data: { phone: number, verified_at: null, is_available: true },
  });
  expect((await sendCode()).output).toEqual({ status: "sent" });
  expect(provider.received[0]).toMatchObject({
    path: "/send",
    headers: {
      authorization: "Bearer secret",
      "content-type": "application/json",
      "idempotency-key": expect.any(String),
    },
  });
  expect(JSON.parse(provider.received[0]?.text ?? "")).toEqual({
    from: "Docket",
    to: number,
    text: expect.stringMatching(/^\d{6} is your code for Northwind\./),
  });
  const wrong = sentCode() === "000000" ? "000001" : "000000";
  expect((await verify(wrong)).status).toBe(422);
  expect((await verify(sentCode())).status).toBe(200);
  expect((await phone()).verified_at).not.toBeNull();
  expect((await verify(sentCode())).status).toBe(409);
});

test("five guesses end a code, and a day has five codes", async () => {
  await put(number);
  await sendCode();
  const wrong = sentCode() === "000000" ? "000001" : "000000";
  for (let guess = 0; guess < 5; guess += 1) expect((await verify(wrong)).status).toBe(422);
  expect((await verify(sentCode())).status).toBe(409);
  await callRoute("DELETE", "/me/phone", { headers });
  expect((await sendCode()).output).toMatchObject({ status: "skipped" });
  const ask = () => desk.as("ops_agent", (ctx) => setPhone(ctx, { phone: number }));
  for (let asked = 1; asked < 5; asked += 1) await ask();
  await expect(ask()).rejects.toThrow("At most 5 codes a day");
});

test("a notification goes to the proven number, once, and never to an unproven one", async () => {
  const before = await assign();
  expect(await before.deliver()).toMatchObject({ status: "skipped" });
  await put(number);
  const unproven = await assign();
  expect(await unproven.deliver()).toMatchObject({ status: "skipped" });
  await callRoute("DELETE", "/me/phone", { headers });
  await prove();
  const { ticket, deliver } = await assign();
  expect(await deliver()).toEqual({ status: "sent" });
  expect(await deliver()).toEqual({ status: "not_due" });
  expect(provider.received).toHaveLength(1);
  const { text } = JSON.parse(provider.received[0]?.text ?? "");
  expect(text).toContain(`Northwind: #${ticket.number} Pallets missing at ramp four.`);
  expect(text).toContain(`/tickets/${ticket.number}`);
  expect(text.length).toBeLessThanOrEqual(300);
});

test("a provider that is down is asked again, one that refuses the number is not", async () => {
  await prove();
  const [down, refused] = [await assign(), await assign()];
  provider.behave(503, 400);
  expect(await down.deliver()).toMatchObject({ status: "retry" });
  expect(await refused.deliver()).toMatchObject({ status: "failed", why: expect.stringContaining("400") });
});

test("a provider with forms gets its own field names", async () => {
  setEnv({ SMS_FORMAT: "form", SMS_BODY: '{"To":"{to}","From":"{from}","Body":"{text}","Ref":"{id}"}' });
  try {
    await put(number);
    await sendCode();
    const form = new URLSearchParams(provider.received[0]?.text);
    expect([form.get("To"), form.get("From")]).toEqual([number, "Docket"]);
    expect(form.get("Body")).toMatch(/^\d{6} is your code/);
    expect(form.get("Ref")).toMatch(/^code-/);
  } finally {
    setEnv({ SMS_FORMAT: undefined, SMS_BODY: undefined });
  }
});

test("without a provider nothing is offered or sent", async () => {
  await prove();
  const { deliver } = await assign();
  setEnv({ SMS_URL: undefined });
  expect((await phone()).is_available).toBe(false);
  expect((await put(number)).status).toBe(409);
  expect(await deliver()).toMatchObject({ status: "skipped", why: "No SMS provider is configured." });
});
