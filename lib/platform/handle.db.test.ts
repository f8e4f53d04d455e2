import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { fill, makeTicket, makeToken } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { setEnv } from "./env";

useTestDatabase();
let desk: Desk;
let token: string;
beforeAll(async () => {
  desk = await makeDesk();
  token = await desk.token("admin");
});
afterEach(() => setEnv({ RATE_LIMIT_PER_MINUTE: undefined }));

const ticket = {
  title: "Payment for a delivery is missing",
  description: "The operator delivered and was not paid.",
};

function create(body: object = ticket, headers: Record<string, string> = {}): Promise<Response> {
  return callRoute("POST", "/tickets", { token, body, headers });
}

describe("an answer", () => {
  test("carries a request id, the version as its tag, and is never cached", async () => {
    const response = await create(ticket, { "x-request-id": "from-the-client" });
    expect(response.status).toBe(201);
    expect(response.headers.get("x-request-id")).toBe("from-the-client");
    expect(response.headers.get("etag")).toBe('"1"');
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("to a stale If-Match is 409 with the differing fields", async () => {
    const { data } = (await (await create()).json()) as { data: { id: string } };
    const patch = (priority: string) =>
      callRoute("PATCH", "/tickets/{id}", {
        token,
        params: { id: data.id },
        body: { priority },
        headers: { "if-match": '"1"' },
      });
    expect((await patch("HIGH")).headers.get("etag")).toBe('"2"');
    const refused = await patch("LOW");
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({
      code: "conflict",
      current_version: 2,
      differing_fields: { priority: { yours: "LOW", current: "HIGH" } },
    });
  });
});

describe("a refusal", () => {
  test("is problem+json that names the field and the allowed values", async () => {
    const response = await create({ ...ticket, priority: "URGENT" }, { "x-request-id": "abc" });
    expect(response.status).toBe(422);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toMatchObject({
      type: "/api-docs#error-invalid_input",
      status: 422,
      code: "invalid_input",
      request_id: "abc",
      instance: "/api/v1/tickets",
      errors: [{ field: "priority", allowed: ["LOW", "MEDIUM", "HIGH", "CRITICAL"] }],
    });
  });

  test.each([
    ["not JSON", "{"],
    ["a list", "[]"],
    ["nothing", ""],
    ["a number", "7"],
  ])("of a body that is %s is 422", async (_, body) => {
    expect((await callRoute("POST", "/tickets", { token, body })).status).toBe(422);
  });

  test("of an id that is none is 422, of an unknown one 404", async () => {
    expect((await callRoute("GET", "/tickets/{id}", { token, params: { id: "7" } })).status).toBe(422);
    const id = "01900000-0000-7000-8000-000000000000";
    expect((await callRoute("GET", "/tickets/{id}", { token, params: { id } })).status).toBe(404);
  });
});

describe("a token", () => {
  const list = (secret: string) => callRoute("GET", "/tickets", { token: secret });

  test("that is unknown, expired or revoked, or whose person left, is 401", async () => {
    const past = "2026-01-01T00:00:00Z";
    const [expired, revoked, left] = await fill(desk.organization, async (ctx) => [
      await makeToken(ctx, desk.people.admin, ["*"], { expires_at: past }),
      await makeToken(ctx, desk.people.admin, ["*"], { revoked_at: past }),
      await makeToken(ctx, desk.people.driver),
    ]);
    await desk.fill((ctx) =>
      ctx.tx.user.update({ where: { id: desk.people.driver.id }, data: { deactivated_at: new Date() } }),
    );
    for (const secret of ["unknown", expired?.secret, revoked?.secret, left?.secret])
      expect((await list(secret ?? "")).status).toBe(401);
  });

  test("remembers when it was last used", async () => {
    const secret = await desk.token("finance");
    await list(secret);
    const tokens = await desk.fill((ctx) =>
      ctx.tx.apiToken.findMany({ where: { user_id: desk.people.finance.id } }),
    );
    expect(tokens[0]?.last_used_at).toBeInstanceOf(Date);
  });
});

describe("Idempotency-Key", () => {
  const count = () => desk.fill((ctx) => ctx.tx.ticket.count());
  const keyed = (key: string, body: object = ticket) => create(body, { "idempotency-key": key });

  test("answers a repetition with the first answer, to the letter", async () => {
    const first = await keyed("once");
    const before = await count();
    const second = await keyed("once");
    expect(second.status).toBe(201);
    expect(await second.text()).toBe(await first.text());
    expect(second.headers.get("etag")).toBe(first.headers.get("etag"));
    expect(await count()).toBe(before);
  });

  test("refuses another request under the same key", async () => {
    await keyed("twice");
    expect((await keyed("twice", { ...ticket, priority: "LOW" })).status).toBe(409);
  });

  test("runs once when two arrive together", async () => {
    const before = await count();
    const answers = await Promise.all([keyed("together"), keyed("together"), keyed("together")]);
    const bodies = await Promise.all(answers.map((answer) => answer.text()));
    expect(new Set(bodies).size).toBe(1);
    expect(await count()).toBe(before + 1);
  });

  test("is free again after a failure", async () => {
    expect((await keyed("failed", { title: "Short" })).status).toBe(422);
    expect((await keyed("failed")).status).toBe(201);
  });

  test("is each person's own", async () => {
    await keyed("shared");
    const other = await callRoute("POST", "/tickets", {
      token: await desk.token("shipper"),
      body: { ...ticket, priority: "LOW" },
      headers: { "idempotency-key": "shared" },
    });
    expect(other.status).toBe(201);
  });

  test("that is too long is 422", async () => {
    expect((await keyed("x".repeat(256))).status).toBe(422);
  });
});

describe("the limit", () => {
  test("is told with every answer, and above it is 429 with the wait", async () => {
    setEnv({ RATE_LIMIT_PER_MINUTE: "3" });
    const secret = await desk.token("hq_support");
    const ask = () => callRoute("GET", "/sla-policies", { token: secret });
    const first = await ask();
    expect(first.headers.get("ratelimit-limit")).toBe("3");
    expect(first.headers.get("ratelimit-remaining")).toBe("2");
    expect(Number(first.headers.get("ratelimit-reset"))).toBeGreaterThan(0);
    await ask();
    await ask();
    const refused = await ask();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  });

  test("counts refused requests too, and each token by itself", async () => {
    setEnv({ RATE_LIMIT_PER_MINUTE: "1" });
    const [one, other] = [await desk.token("shipper"), await desk.token("shipper")];
    const ask = (secret: string) => callRoute("GET", "/audit", { token: secret });
    expect((await ask(one)).status).toBe(403);
    expect((await ask(one)).status).toBe(429);
    expect((await ask(other)).status).toBe(403);
  });
});

type Listing = { data: object[]; pagination: { total: number } };

describe("a documented path", () => {
  const address = "/api/admin/tickets";

  test("lists in the replaced system's envelope, 25 rows unless told", async () => {
    await desk.fill((ctx) => makeTicket(ctx));
    const list = async (query: Record<string, string>) =>
      (await callRoute("GET", "/tickets", { token, query, address })).json() as Promise<Listing>;
    const body = await list({ limit: "1", page: "2" });
    const { total } = body.pagination;
    expect(body).toMatchObject({
      success: true,
      pagination: { page: 2, limit: 1, total, totalPages: total },
    });
    expect(body.data[0]).toHaveProperty("sla_status");
    expect((await list({})).pagination).toMatchObject({
      page: 1,
      limit: 25,
      totalPages: Math.ceil(total / 25),
    });
  });

  test("answers changes with their field names", async () => {
    const made = await callRoute("POST", "/tickets", { token, body: ticket, address });
    expect(made.status).toBe(201);
    const { success, data } = (await made.json()) as { success: boolean; data: Record<string, unknown> };
    expect([success, data.ticketId, data.txnId]).toEqual([true, data.id, 1]);
    const params = { id: String(data.id) };
    const reply = await callRoute("POST", "/tickets/{id}/messages", {
      token,
      params,
      address: `${address}/{id}/messages`,
      body: { message: "We look into it." },
    });
    expect(await reply.json()).toMatchObject({
      success: true,
      data: { ticketId: data.id, messageId: expect.any(String) },
    });
  });
});

describe("a body", () => {
  test("that is too long is refused, announced or not", async () => {
    const description = "x".repeat(5 * 1024 * 1024);
    const announced = await create({ ...ticket, description });
    expect(announced.status).toBe(413);
    expect(((await announced.json()) as { code: string }).code).toBe("payload_too_large");
    const pieces = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(256 * 1024).fill(32)),
    });
    const { POST } = await import("@/app/api/v1/tickets/route");
    const streamed = await POST(
      new Request("http://docket.test/api/v1/tickets", {
        method: "POST",
        body: pieces,
        duplex: "half",
        headers: { authorization: `Bearer ${token}` },
      } as RequestInit),
      { params: Promise.resolve({}) },
    );
    expect(streamed.status).toBe(413);
  });
});
