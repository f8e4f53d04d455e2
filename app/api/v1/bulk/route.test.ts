import { beforeAll, describe, expect, test } from "vitest";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let admin: string;
let foreigner: string;
const reason = "Cleaning up after the outage of Friday";

beforeAll(async () => {
  desk = await makeDesk();
  admin = await desk.token("admin");
  foreigner = await (await makeDesk()).token("admin");
});

const make = () => desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent" }));
const start = (body: object, token = admin, more: object = {}) =>
  callRoute("POST", "/bulk", { token, body, ...more });
const json = async (response: Response) => (await response.json()) as Record<string, never>;

describe("POST /bulk", () => {
  test("202 with the operation; its results, the undo and a second undo", async () => {
    const ticket = await make();
    const started = await start({ action: "archive", ticket_ids: [ticket.id], reason });
    expect(started.status).toBe(202);
    const { data } = (await started.json()) as { data: { id: string } };
    expect(data).toMatchObject({ status: "completed", succeeded: 1 });
    const params = { id: data.id };
    const items = await callRoute("GET", "/bulk/{id}/items", { token: admin, params });
    expect((await json(items)).data).toEqual([
      expect.objectContaining({ ticket_id: ticket.id, number: ticket.number, result: "succeeded" }),
    ]);
    const undo = () => callRoute("POST", "/bulk/{id}/undo", { token: admin, params, body: { reason } });
    expect((await undo()).status).toBe(202);
    expect((await undo()).status).toBe(409);
    expect((await callRoute("POST", "/bulk/{id}/cancel", { token: admin, params })).status).toBe(409);
    expect((await callRoute("GET", "/bulk/{id}", { token: admin, params })).status).toBe(200);
    expect((await callRoute("GET", "/bulk/{id}", { token: foreigner, params })).status).toBe(404);
    expect((await callRoute("GET", "/bulk/{id}/items", { token: foreigner, params })).status).toBe(404);
  });

  test("by the documented path: processed and txnId", async () => {
    const ticket = await make();
    const payload = { owner_role: "finance" };
    const response = await start({ action: "assign", payload, ticket_ids: [ticket.id], reason }, admin, {
      address: "/api/admin/tickets/bulk",
    });
    expect(await json(response)).toMatchObject({
      success: true,
      data: { processed: 1, txnId: expect.any(String) },
    });
  });

  test("the same Idempotency-Key is done once", async () => {
    const ticket = await make();
    const body = { action: "note", payload: { message: "Once" }, ticket_ids: [ticket.id], reason };
    const headers = { "idempotency-key": "bulk-once" };
    const [first, second] = [await start(body, admin, { headers }), await start(body, admin, { headers })];
    expect(await second.json()).toEqual(await first.json());
    const { audit } = await desk.trail(ticket);
    expect(audit.filter((row) => row.action === "NOTE_ADDED")).toHaveLength(1);
  });

  test("401, 403 below admin and for a narrower token, 422 without reason or selection", async () => {
    const body = { action: "archive", ticket_ids: [crypto.randomUUID()], reason };
    expect((await callRoute("POST", "/bulk", { body })).status).toBe(401);
    for (const role of ["ops_manager", "ops_agent", "driver"] as const)
      expect((await start(body, await desk.token(role))).status).toBe(403);
    expect((await start(body, await desk.token("admin", ["tickets:read"]))).status).toBe(403);
    const short = await start({ ...body, reason: "too short" });
    expect(short.status).toBe(422);
    expect((await json(short)).errors).toEqual([expect.objectContaining({ field: "reason" })]);
    expect((await start({ action: "archive", reason })).status).toBe(422);
    expect((await start({ ...body, action: "explode" })).status).toBe(422);
  });
});

test("POST /bulk/preview counts and needs no reason; GET /bulk lists", async () => {
  const ticket = await make();
  const preview = await callRoute("POST", "/bulk/preview", {
    token: admin,
    body: { action: "reopen", ticket_ids: [ticket.id] },
  });
  expect(preview.status).toBe(200);
  expect((await json(preview)).data).toMatchObject({
    matched: 1,
    allowed: 0,
    refusals: [{ code: "invalid_transition", count: 1, tickets: [{ number: ticket.number }] }],
  });
  const list = await callRoute("GET", "/bulk", { token: admin, query: { status: "completed", limit: "1" } });
  expect((await json(list)).data).toHaveLength(1);
  const foreign = await callRoute("GET", "/bulk", { token: foreigner });
  expect((await json(foreign)).data).toEqual([]);
});
