import { beforeAll, describe, expect, test } from "vitest";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let agent: string;
let manager: string;
let foreigner: string;
const reason = "Both are about the same late shipment";
beforeAll(async () => {
  desk = await makeDesk();
  [agent, manager] = [await desk.token("ops_agent"), await desk.token("ops_manager")];
  foreigner = await (await makeDesk()).token("admin");
});

const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));

describe("watchers", () => {
  test("watch and unwatch, in the documented shape too", async () => {
    const params = { id: (await make()).id };
    const address = "/api/admin/tickets/{id}/watch";
    const watch = await callRoute("POST", "/tickets/{id}/watch", { token: agent, params, address });
    expect(await watch.json()).toEqual({ success: true, data: { ticketId: params.id, watching: true } });
    const changed = await callRoute("POST", "/tickets/{id}/watch", {
      token: agent,
      params,
      body: { notify_sms: true },
    });
    expect(await changed.json()).toMatchObject({ data: { watching: true, notify_sms: true } });
    const unwatch = await callRoute("DELETE", "/tickets/{id}/watch", {
      token: agent,
      params,
      address,
    });
    expect(await unwatch.json()).toEqual({ success: true, data: { ticketId: params.id, watching: false } });
  });

  test("managers set and remove others; agents may not; strangers find nothing", async () => {
    const ticket = await make();
    const params = { id: ticket.id, user_id: desk.people.finance.id };
    const path = "/tickets/{id}/watchers/{user_id}";
    expect((await callRoute("PUT", path, { token: agent, params })).status).toBe(403);
    expect((await callRoute("PUT", path, { token: manager, params })).status).toBe(200);
    const list = await callRoute("GET", "/tickets/{id}/watchers", { token: agent, params });
    expect(await list.json()).toMatchObject({ data: [{ user_id: params.user_id, notify_email: true }] });
    expect((await callRoute("GET", "/tickets/{id}/watchers", { token: foreigner, params })).status).toBe(404);
    const driver = await desk.token("driver");
    expect((await callRoute("GET", "/tickets/{id}/watchers", { token: driver, params })).status).toBe(403);
    expect((await callRoute("DELETE", path, { token: manager, params })).status).toBe(200);
    const requester = { ...params, user_id: desk.people.driver.id };
    expect((await callRoute("PUT", path, { token: manager, params: requester })).status).toBe(422);
  });
});

describe("the one-line moves", () => {
  test("resolve, reopen, resolve, close; a refused one answers 409 with the allowed", async () => {
    const params = { id: (await make({ status: "OPEN" })).id };
    const move = async (name: string, body: object) => {
      const response = await callRoute("POST", `/tickets/{id}/${name}`, { token: manager, params, body });
      return { status: response.status, body: (await response.json()) as Record<string, unknown> };
    };
    expect((await move("resolve", {})).status).toBe(422);
    const done = { resolution_summary: "The shipment arrived this morning" };
    expect((await move("resolve", done)).body).toMatchObject({ data: { status: "RESOLVED" } });
    expect((await move("reopen", { reason: "Half of the crates are missing" })).status).toBe(200);
    expect((await move("resolve", done)).status).toBe(200);
    expect((await move("close", {})).body).toMatchObject({ data: { status: "CLOSED" } });
    expect(await move("reopen", { reason })).toMatchObject({
      status: 409,
      body: { code: "invalid_transition", allowed: [] },
    });
  });
});

describe("archive and merge", () => {
  test("archive and restore", async () => {
    const params = { id: (await make()).id };
    const archive = (token: string) =>
      callRoute("POST", "/tickets/{id}/archive", { token, params, body: { reason } });
    expect((await archive(agent)).status).toBe(403);
    expect((await archive(foreigner)).status).toBe(404);
    expect(await (await archive(manager)).json()).toMatchObject({ data: { archived: true } });
    const restored = await callRoute("DELETE", "/tickets/{id}/archive", { token: manager, params });
    expect(await restored.json()).toMatchObject({ data: { archived: false } });
  });

  test("merge by number, read the old ticket, unmerge", async () => {
    const [source, target] = [await make(), await make()];
    const params = { id: source.id };
    const merge = (token: string, body: object) =>
      callRoute("POST", "/tickets/{id}/merge", { token, params, body });
    const body = { target_number: target.number, reason };
    expect((await merge(agent, body)).status).toBe(403);
    expect((await merge(foreigner, body)).status).toBe(404);
    expect((await merge(foreigner, { target_id: target.id, reason })).status).toBe(404);
    expect((await merge(manager, { reason })).status).toBe(422);
    expect((await merge(manager, { ...body, reason: "too short" })).status).toBe(422);
    expect(await (await merge(manager, body)).json()).toMatchObject({ data: { id: target.id } });
    expect((await merge(manager, body)).status).toBe(409);
    const old = await callRoute("GET", "/tickets/{id}", { token: agent, params });
    expect(await old.json()).toMatchObject({
      data: { status: "CLOSED", merged_into: { number: target.number } },
    });
    const unmerge = () =>
      callRoute("POST", "/tickets/{id}/unmerge", { token: manager, params, body: { reason } });
    expect(await (await unmerge()).json()).toMatchObject({ data: { status: "NEW", merged_into: null } });
    expect((await unmerge()).status).toBe(409);
  });
});
