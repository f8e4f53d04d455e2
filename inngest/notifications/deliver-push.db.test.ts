import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  type ECDH,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { setEnv } from "@/lib/platform/env";
import { vapidKeys } from "@/lib/platform/vapid";
import { addPushSubscription } from "@/lib/push/add-push-subscription";
import { listPushSubscriptions } from "@/lib/push/list-push-subscriptions";
import { removePushSubscription } from "@/lib/push/remove-push-subscription";
import { addPushSubscriptionInput } from "@/lib/push/schema";
import { addMessage } from "@/lib/tickets/add-message";
import { createMessageInput } from "@/lib/tickets/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { type HttpReceiver, type Received, startReceiver } from "@/prisma/seed/http-receiver";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { deliverPush } from "./deliver-push";
import { notifyAboutTicket } from "./notify-about-ticket";

useTestDatabase();
let desk: Desk;
let service: HttpReceiver;

beforeAll(async () => {
  setEnv({ WEBHOOK_ALLOW_PRIVATE: "true", DOCKET_URL: "https://desk.example.com" });
  service = await startReceiver();
});
beforeEach(async () => {
  desk = await makeDesk();
  service.received.length = 0;
  service.behave();
});
afterAll(async () => {
  await service.stop();
  setEnv({ WEBHOOK_ALLOW_PRIVATE: undefined, DOCKET_URL: undefined });
});

type Browser = { pair: ECDH; auth: Buffer; endpoint: string };
function makeBrowser(name: string): Browser {
  const pair = createECDH("prime256v1");
  pair.generateKeys();
  return { pair, auth: randomBytes(16), endpoint: `${service.url}/${name}` };
}
const subscribe = (browser: Browser, role: "ops_agent" | "admin" = "ops_agent") =>
  desk.as(role, (ctx) =>
    addPushSubscription(
      ctx,
      addPushSubscriptionInput.parse({
        endpoint: browser.endpoint,
        keys: {
          p256dh: browser.pair.getPublicKey("base64url"),
          auth: browser.auth.toString("base64url"),
        },
        label: "Firefox on Linux",
      }),
    ),
  );
const browsersOf = async (role: "ops_agent" | "admin") => (await desk.as(role, listPushSubscriptions)).data;

/** As RFC 8291 and RFC 8188 say. */
function decrypt({ pair, auth }: Browser, { body }: Received): Record<string, string> {
  const salt = body.subarray(0, 16);
  const senderKey = body.subarray(21, 21 + (body[20] ?? 0));
  const sealed = body.subarray(21 + senderKey.length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), pair.getPublicKey(), senderKey]);
  const secret = hkdfSync("sha256", pair.computeSecret(senderKey), auth, info, 32);
  const derive = (name: string, bytes: number) =>
    Buffer.from(
      hkdfSync("sha256", Buffer.from(secret), salt, Buffer.from(`Content-Encoding: ${name}\0`), bytes),
    );
  const decipher = createDecipheriv("aes-128-gcm", derive("aes128gcm", 16), derive("nonce", 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8"));
}

/** Someone mentions the owner of a ticket: by default that is pushed. */
async function mention(fields: Record<string, unknown> = {}, message = "Please call the driver.") {
  const ticket = await desk.fill((ctx) =>
    makeTicket(ctx, {
      title: "Pallets missing at ramp four",
      owner_role: "ops_agent",
      owner_id: desk.people.ops_agent.id,
      ...fields,
    }),
  );
  const input = createMessageInput.parse({
    message,
    is_internal_note: true,
    mentions: [desk.people.ops_agent.id],
  });
  const added = await desk.as("admin", (ctx) => addMessage(ctx, ticket.id, input));
  const { organization } = desk;
  await runFunction(notifyAboutTicket, {
    id: crypto.randomUUID(),
    name: "ticket.note_added",
    data: {
      ticket_id: ticket.id,
      message_id: added.data.id,
      mentions: input.mentions,
      organization_id: organization.id,
      actor_id: desk.people.admin.id,
      actor_role: "admin",
    },
  });
  const [notification] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ id: string }[]>`
      select d.notification_id as id from notification_deliveries d join notifications n on n.id = d.notification_id
      where d.channel = 'push' and n.ticket_id = ${ticket.id}::uuid`,
  );
  const data = { organization_id: organization.id, notification_id: notification?.id };
  return { ticket, event: { id: crypto.randomUUID(), name: "notification.push_due", data } };
}

test("a notification reaches every browser of its person, encrypted and signed for this desk", async () => {
  const [laptop, phone, other] = [makeBrowser("laptop"), makeBrowser("phone"), makeBrowser("other")];
  await subscribe(laptop);
  await subscribe(phone);
  await subscribe(other, "admin");
  const { ticket, event } = await mention();
  expect((await runFunction(deliverPush, event)).output).toEqual({ status: "sent" });
  expect((await runFunction(deliverPush, { ...event, id: crypto.randomUUID() })).output).toEqual({
    status: "not_due",
  });
  expect(service.received.map(({ path }) => path).sort()).toEqual(["/laptop", "/phone"]);
  const [sent] = service.received.filter(({ path }) => path === "/laptop") as [Received];
  expect(sent.headers).toMatchObject({ "content-encoding": "aes128gcm", urgency: "normal", ttl: "43200" });
  expect(decrypt(laptop, sent)).toEqual({
    id: event.data.notification_id,
    title: `#${ticket.number} Pallets missing at ramp four`,
    body: expect.stringContaining("Please call the driver."),
    url: `/tickets/${ticket.number}`,
  });
  expect(new Set(service.received.map(({ headers }) => headers.topic)).size).toBe(1);
  expect(readVapid(sent)).toMatchObject({ aud: service.url, sub: "https://desk.example.com" });
  expect((await browsersOf("ops_agent")).every((browser) => browser.last_sent_at)).toBe(true);
});

test("a browser that is gone is forgotten; a service that is down is asked again later", async () => {
  await subscribe(makeBrowser("old"));
  const { event } = await mention();
  service.behave(503);
  expect((await runFunction(deliverPush, event)).output).toMatchObject({ status: "retry" });
  expect(await browsersOf("ops_agent")).toHaveLength(1);
  const { event: second } = await mention();
  const { event: third } = await mention();
  service.behave(410);
  expect((await runFunction(deliverPush, second)).output).toMatchObject({ status: "failed" });
  expect(await browsersOf("ops_agent")).toEqual([]);
  expect((await runFunction(deliverPush, third)).output).toMatchObject({ status: "skipped" });
  const { event: later } = await mention();
  expect(later.data.notification_id).toBeUndefined();
});

test("of a sensitive ticket a push says neither title nor words, and a long message is cut", async () => {
  const browser = makeBrowser("one");
  await subscribe(browser);
  const { event } = await mention({ is_sensitive: false }, "word ".repeat(2_000));
  await runFunction(deliverPush, event);
  expect(service.received[0]?.body.length).toBeLessThan(4_096);
  const { ticket, event: second } = await mention();
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update tickets set is_sensitive = true where id = ${ticket.id}::uuid`,
  );
  await runFunction(deliverPush, second);
  const told = decrypt(browser, service.received[1] as Received);
  expect(told.title).toBe(`#${ticket.number} Sensitive ticket`);
  expect(JSON.stringify(told)).not.toMatch(/Pallets|driver/);
});

test("a browser belongs to whoever subscribed it last, and one removes only one's own", async () => {
  const shared = makeBrowser("shared");
  const { data } = await subscribe(shared, "admin");
  await expect(desk.as("ops_agent", (ctx) => removePushSubscription(ctx, data.id))).rejects.toThrow(
    "No such browser",
  );
  await subscribe(shared, "ops_agent");
  expect(await browsersOf("admin")).toEqual([]);
  const [own] = await browsersOf("ops_agent");
  await desk.as("ops_agent", (ctx) => removePushSubscription(ctx, own?.id ?? ""));
  expect(await browsersOf("ops_agent")).toEqual([]);
});

test("an endpoint inside the network is neither taken nor called without leave", async () => {
  const browser = makeBrowser("inside");
  await subscribe(browser);
  const { event } = await mention();
  setEnv({ WEBHOOK_ALLOW_PRIVATE: undefined });
  try {
    expect((await runFunction(deliverPush, event)).output).toMatchObject({
      status: "retry",
      why: expect.stringContaining("private network"),
    });
    await expect(subscribe(makeBrowser("again"))).rejects.toThrow("https://");
    expect(service.received).toEqual([]);
  } finally {
    setEnv({ WEBHOOK_ALLOW_PRIVATE: "true" });
  }
});

/** The signature of the desk (RFC 8292), checked with the key browsers subscribed with. */
function readVapid({ headers }: Received): Record<string, unknown> {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(String(headers.authorization)) ?? [];
  expect(key).toBe(vapidKeys().publicKey);
  const point = Buffer.from(key, "base64url");
  const publicKey = createPublicKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      x: point.subarray(1, 33).toString("base64url"),
      y: point.subarray(33).toString("base64url"),
    },
  });
  const [head = "", claims = "", signature = ""] = token.split(".");
  const isValid = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  expect(isValid).toBe(true);
  return JSON.parse(Buffer.from(claims, "base64url").toString());
}
