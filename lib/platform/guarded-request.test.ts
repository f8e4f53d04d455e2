import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type HttpReceiver, startReceiver } from "@/prisma/seed/http-receiver";
import { RequestFailed, sendGuarded } from "./guarded-request";

let receiver: HttpReceiver;
beforeAll(async () => {
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.behave();
});
afterAll(() => receiver.stop());

const send = (fields: Partial<Parameters<typeof sendGuarded>[0]> = {}) =>
  sendGuarded({ url: receiver.url, headers: {}, body: "hello", allowsPrivate: true, ...fields });

test("posts the body and answers the status and what the receiver says", async () => {
  expect(await send({ headers: { "x-one": "1" } })).toMatchObject({ status: 200, excerpt: "answered 200" });
  expect(receiver.received).toMatchObject([
    { text: "hello", headers: { "x-one": "1", "content-length": "5" } },
  ]);
});

test("a redirect is an answer: nothing is sent to where it leads", async () => {
  receiver.behave((response) => response.writeHead(307, { location: "/elsewhere" }).end());
  expect(await send()).toMatchObject({ status: 307 });
  expect(receiver.received).toHaveLength(1);
});

test("a receiver that hangs is left after the time given", async () => {
  receiver.behave("hang");
  await expect(send({ timeoutMs: 300 })).rejects.toThrow("No answer within 0.3 s.");
});

test("a cut connection and a closed port are said in words", async () => {
  receiver.behave("reset");
  await expect(send()).rejects.toThrow("The connection was cut before an answer came.");
  await expect(send({ url: "http://127.0.0.1:9" })).rejects.toThrow("nothing listens there");
  await expect(send({ url: "http://nobody.invalid" })).rejects.toThrow(/host name is not known|No answer/);
});

test("a dawdling body and an endless one hold nobody up and take no memory", async () => {
  receiver.behave("slow_body", "endless_body");
  const startedAt = performance.now();
  expect(await send()).toMatchObject({ status: 200, excerpt: "one" });
  const { excerpt } = await send();
  expect(excerpt).toHaveLength(2048);
  expect(performance.now() - startedAt).toBeLessThan(8_000);
});

test("asks to wait are passed on", async () => {
  receiver.behave((response) => response.writeHead(429, { "retry-after": "120" }).end());
  expect(await send()).toMatchObject({ status: 429, retryAfterSeconds: 120 });
});

test.each([
  "127.0.0.1",
  "localhost",
  "[::1]",
  "2130706433",
  "0x7f.1",
  "169.254.169.254",
  "[::ffff:127.0.0.1]",
])("%s is refused without a connection unless private networks are allowed", async (host) => {
  const { port } = new URL(receiver.url);
  const refused = send({ url: `http://${host}:${port}/`, allowsPrivate: false });
  await expect(refused).rejects.toThrow("private network");
  await expect(refused).rejects.toBeInstanceOf(RequestFailed);
  expect(receiver.received).toHaveLength(0);
});
