import { beforeAll, expect, test } from "vitest";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let agent: string;
beforeAll(async () => {
  desk = await makeDesk();
  agent = await desk.token("ops_agent");
});

test("create, list with counts, change, order, delete", async () => {
  const created = await callRoute("POST", "/views", {
    token: agent,
    body: {
      name: "Mine and open",
      query: "owner_id=me&status_not=CLOSED",
      columns: { hidden: ["updated_at"] },
    },
  });
  expect(created.status).toBe(201);
  const { data: view } = (await created.json()) as { data: { id: string } };
  const list = await callRoute("GET", "/views", { token: agent, query: { counts: "true" } });
  expect(await list.json()).toMatchObject({
    data: [{ id: view.id, count: 0, columns: { hidden: ["updated_at"] }, is_editable: true }],
  });
  const params = { id: view.id };
  const renamed = await callRoute("PATCH", "/views/{id}", { token: agent, params, body: { name: "Open" } });
  expect(await renamed.json()).toMatchObject({
    data: { name: "Open", query: "owner_id=me&status_not=CLOSED" },
  });
  const ordered = await callRoute("PUT", "/views/order", { token: agent, body: { ids: [view.id] } });
  expect(ordered.status).toBe(200);
  expect((await callRoute("DELETE", "/views/{id}", { token: agent, params })).status).toBe(204);
  expect((await callRoute("DELETE", "/views/{id}", { token: agent, params })).status).toBe(404);
});

test("401, 403 for requesters and for publishing, 404 abroad, 422", async () => {
  expect((await callRoute("GET", "/views")).status).toBe(401);
  expect((await callRoute("GET", "/views", { token: await desk.token("shipper") })).status).toBe(403);
  const publish = { name: "For all", scope: "everyone" };
  expect((await callRoute("POST", "/views", { token: agent, body: publish })).status).toBe(403);
  const manager = await desk.token("ops_manager");
  const shared = await callRoute("POST", "/views", { token: manager, body: publish });
  const { data: view } = (await shared.json()) as { data: { id: string } };
  const foreigner = await (await makeDesk()).token("admin");
  const rename = { params: { id: view.id }, body: { name: "Taken over" } };
  expect((await callRoute("PATCH", "/views/{id}", { token: foreigner, ...rename })).status).toBe(404);
  expect((await callRoute("PATCH", "/views/{id}", { token: agent, ...rename })).status).toBe(403);
  const wrong = await callRoute("POST", "/views", {
    token: agent,
    body: { name: "Wrong", query: "status=GONE" },
  });
  expect(wrong.status).toBe(422);
  expect((await callRoute("POST", "/views", { token: agent, body: { name: "" } })).status).toBe(422);
});
