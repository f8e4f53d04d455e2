import { beforeAll, expect, test } from "vitest";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let token: string;
beforeAll(async () => {
  desk = await makeDesk();
  token = await desk.token("admin");
});

const params = { type: "booking", entity_id: "BKG-1/ä" };
const path = "/entities/{type}/{entity_id}";

test("a partner feeds, the desk searches, and what is linked stays", async () => {
  const put = await callRoute("PUT", path, { token, params, body: { label: "Delhi to Mumbai" } });
  expect(put.status).toBe(200);
  const entities = [{ type: "truck", entity_id: "MH-1", label: "Tata Prima" }];
  const fed = await callRoute("POST", "/entities", { token, body: { entities } });
  expect(await fed.json()).toEqual({ data: { created: 1, updated: 0, unchanged: 0 } });
  const agent = await desk.token("ops_agent");
  const found = await callRoute("GET", "/entities", {
    token: agent,
    query: { search: "d", type: "booking,truck" },
  });
  expect(((await found.json()) as { data: object[] }).data).toEqual([expect.objectContaining(params)]);
  await desk.fill((ctx) => makeTicket(ctx, { linked_type: params.type, linked_id: params.entity_id }));
  expect((await callRoute("DELETE", path, { token, params })).status).toBe(409);
  const other = { type: "truck", entity_id: "MH-1" };
  expect((await callRoute("DELETE", path, { token, params: other })).status).toBe(204);
  expect((await callRoute("GET", path, { token, params: other })).status).toBe(404);
});

test("401, 403, 404 and 422", async () => {
  const body = { label: "Delhi to Mumbai" };
  expect((await callRoute("GET", "/entities")).status).toBe(401);
  expect((await callRoute("GET", "/entities", { token: await desk.token("driver") })).status).toBe(403);
  const agent = await desk.token("ops_agent");
  expect((await callRoute("PUT", path, { token: agent, params, body })).status).toBe(403);
  const foreigner = await (await makeDesk()).token("admin");
  expect((await callRoute("GET", path, { token: foreigner, params })).status).toBe(404);
  const wrong = { type: "spaceship", entity_id: "1" };
  expect((await callRoute("PUT", path, { token, params: wrong, body })).status).toBe(422);
  const script = { ...body, url: "javascript:alert(1)" };
  expect((await callRoute("PUT", path, { token, params, body: script })).status).toBe(422);
  const many = Array.from({ length: 1001 }, (_, i) => ({ type: "user", entity_id: `U-${i}`, label: "U" }));
  expect((await callRoute("POST", "/entities", { token, body: { entities: many } })).status).toBe(422);
});
