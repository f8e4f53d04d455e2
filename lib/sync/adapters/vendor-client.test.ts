import type { ServerResponse } from "node:http";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setEnv } from "@/lib/platform/env";
import { type HttpReceiver, startReceiver } from "@/prisma/seed/http-receiver";
import { VendorError } from "./adapter";
import type { CallKind, RateNews } from "./rate-gate";
import { readRateHeaders } from "./rate-headers";
import { VendorClient } from "./vendor-client";

let receiver: HttpReceiver;
const heard: { kind: CallKind; charged: number; news: RateNews | null }[] = [];
beforeAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  receiver = await startReceiver();
});
beforeEach(() => {
  receiver.received.length = 0;
  heard.length = 0;
});
afterAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: undefined });
  await receiver.stop();
});

const client = (fields: { baseUrl?: string; timeoutMs?: number } = {}) =>
  new VendorClient({
    vendorName: "Freshservice",
    baseUrl: receiver.url,
    headers: { authorization: "Basic eA==" },
    gate: {
      take: async () => undefined,
      learn: async (kind, charged, news) => void heard.push({ kind, charged, news }),
    },
    readRate: readRateHeaders,
    firstDelayMs: 1,
    ...fields,
  });

const call = { path: "/api/v2/tickets", subject: "tickets", kind: "list" } as const;
const post = { ...call, method: "POST", body: { body: "hello" }, subject: "a note on ticket 1" } as const;
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    void response.writeHead(status, headers).end(typeof body === "string" ? body : JSON.stringify(body));
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => {
      throw new Error("It did not fail.");
    },
    (error: unknown) => error as VendorError,
  );

test("asks below the address that was entered, whatever was pasted along with it", async () => {
  for (const ending of ["", "/", "/api/v2", "/api/v2/?x=1#y"]) {
    receiver.behave(json(200, { tickets: [] }));
    await client({ baseUrl: `${receiver.url}${ending}` }).get({
      ...call,
      query: { page: 2, include: null, "role[]": ["agent", "admin"] },
    });
  }
  expect(new Set(receiver.received.map(({ path }) => path))).toEqual(
    new Set(["/api/v2/tickets?page=2&role%5B%5D=agent&role%5B%5D=admin"]),
  );
  expect(receiver.received[0]?.headers).toMatchObject({
    authorization: "Basic eA==",
    accept: "application/json",
  });
});

describe("tries again", () => {
  test("after 500s, a reset, half an answer and something that is not JSON", async () => {
    receiver.behave(
      500,
      "reset",
      (response) => {
        response.writeHead(200, { "content-length": "1000" });
        response.write('{"tick', () => response.socket?.resetAndDestroy());
      },
      json(200, '{"tickets":[{"id":'),
      json(502, "<html>"),
      json(200, { tickets: [1] }),
    );
    const asking = client();
    expect((await asking.get(call)).json).toEqual({ tickets: [1] });
    expect(asking.counters).toMatchObject({ calls: 6, retries: 5 });
    expect(heard).toHaveLength(6);
  });

  test("but not for ever", async () => {
    receiver.behave(...Array.from({ length: 10 }, () => json(503, { message: "Down" })));
    expect(await failure(client().get(call))).toMatchObject({
      kind: "unavailable",
      message: "Freshservice answered 503 for tickets: Down.",
    });
    expect(receiver.received).toHaveLength(6);
  });

  test("after a silence", async () => {
    receiver.behave("hang", json(200, []));
    expect((await client({ timeoutMs: 300 }).get(call)).json).toEqual([]);
  });

  test("a refusal as often as it takes, after the time the vendor asks for", async () => {
    receiver.behave(
      json(429, {}, { "retry-after": "1", "x-ratelimit-total": "200", "x-ratelimit-remaining": "0" }),
      json(200, [], {
        "x-ratelimit-total": "200",
        "x-ratelimit-remaining": "199",
        "x-ratelimit-used-currentrequest": "5",
      }),
      json(200, []),
    );
    const asking = client();
    const startedAt = performance.now();
    await asking.get(call);
    expect(performance.now() - startedAt).toBeGreaterThan(950);
    expect(asking.counters.throttled_ms).toBeGreaterThan(900);
    await asking.get(call);
    expect(heard).toEqual([
      { kind: "list", charged: 1, news: { limit: 200, remaining: 0, cost: null, retryAfterSeconds: 1 } },
      { kind: "list", charged: 1, news: { limit: 200, remaining: 199, cost: 5, retryAfterSeconds: null } },
      // What such a call costs is known from the one before.
      expect.objectContaining({ charged: 5 }),
    ]);
  });

  test("no refusal of many minutes: the caller is told for how long", async () => {
    receiver.behave(json(429, {}, { "retry-after": "1800" }));
    expect(await failure(client().get(call))).toMatchObject({
      kind: "rate_limited",
      retryAfterSeconds: 1800,
    });
  });
});

test("what may have been done is not done again, and the message says where to look", async () => {
  for (const behaviour of ["reset" as const, 500, json(200, "not JSON")]) {
    receiver.received.length = 0;
    receiver.behave(behaviour);
    const error = await failure(client().send(post));
    expect(error).toBeInstanceOf(VendorError);
    expect(receiver.received).toHaveLength(1);
    if (behaviour === "reset") expect(error.message).toContain("may have acted on it");
  }
  receiver.behave(json(429, {}, { "retry-after": "1" }), json(201, { id: 1 }));
  expect((await client().send(post)).json).toEqual({ id: 1 });
});

test.each([
  [401, "unauthorized", "Enter a valid API key"],
  [403, "forbidden", "Ask the Freshservice admin"],
  [404, "not_found", "(404)"],
  [409, "conflict", "has changed"],
  [422, "invalid_request", "(422)"],
])("%i is %s, and the message says what to do", async (status, kind, words) => {
  receiver.behave(
    json(status, { description: "Validation failed", errors: [{ field: "include", message: "is wrong" }] }),
  );
  const error = await failure(client().get(call));
  expect(error).toMatchObject({ kind });
  expect(error.message).toContain(words);
  if (status === 422) expect(error.message).toContain("Validation failed; include is wrong");
  expect(receiver.received).toHaveLength(1);
});

test("a redirect is not followed", async () => {
  receiver.behave(json(302, "", { location: "https://elsewhere.example/api" }));
  expect((await failure(client().get(call))).message).toContain("elsewhere.example");
  expect(receiver.received).toHaveLength(1);
});

test("an endless answer is cut off", async () => {
  receiver.behave("endless_body");
  expect(await failure(client().get(call))).toMatchObject({ kind: "unreadable" });
});

test("addresses in private networks are refused unless they are allowed", async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: undefined });
  try {
    for (const baseUrl of [receiver.url, "http://localhost:1", "http://[::1]:1", "http://169.254.169.254"]) {
      const error = await failure(client({ baseUrl }).get(call));
      expect(error.message).toContain("SYNC_ALLOW_PRIVATE");
    }
    expect(receiver.received).toHaveLength(0);
  } finally {
    setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  }
});

test("knows how far the vendor's clock is ahead", async () => {
  const asking = client();
  receiver.behave(json(200, [], { date: new Date(Date.now() + 600_000).toUTCString() }));
  await asking.get(call);
  expect(asking.counters.clock_skew_ms).toBeGreaterThan(500_000);
});

test("a compressed answer is read, a damaged one asked for again", async () => {
  const packed = gzipSync('{"tickets":[]}');
  const send = (body: Buffer) => (response: ServerResponse) =>
    void response.writeHead(200, { "content-encoding": "gzip" }).end(body);
  receiver.behave(send(packed.subarray(0, 10)), send(packed));
  expect((await client().get(call)).json).toEqual({ tickets: [] });
});
