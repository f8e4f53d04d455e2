import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runExport } from "@/lib/exports/run-export";
import type { ExportJob } from "@/lib/exports/schema";
import { setEnv } from "@/lib/platform/env";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let admin: string;
let manager: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-exports-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
  admin = await desk.token("admin");
  manager = await desk.token("ops_manager");
  await desk.fill((ctx) => makeTicket(ctx, { title: "A ticket to be exported" }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const call = async (method: "GET" | "POST", path: string, token: string, id?: string, more: object = {}) =>
  callRoute(method, path, { token, ...(id && { params: { id } }), ...more });

async function made(token = admin): Promise<string> {
  const answer = await call("POST", "/exports", token, undefined, { body: { columns: ["number", "title"] } });
  expect(answer.status).toBe(202);
  const { data } = (await answer.json()) as { data: ExportJob };
  await runExport(desk.organization.id, data.id);
  return data.id;
}

async function linkOf(id: string, token = admin): Promise<Record<string, string>> {
  const answer = await call("POST", "/exports/{id}/link", token, id);
  const { data } = (await answer.json()) as { data: { url: string } };
  return Object.fromEntries(new URL(data.url, "http://docket.test").searchParams);
}

test("order, progress, link, file, and who took what is recorded", async () => {
  const id = await made();
  const job = await call("GET", "/exports/{id}", admin, id);
  expect(await job.json()).toMatchObject({ data: { status: "completed", written_records: 1 } });
  const file = await call("GET", "/exports/{id}/file", admin, id, { query: await linkOf(id) });
  expect(file.status).toBe(200);
  expect(file.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(file.headers.get("content-disposition")).toMatch(
    /^attachment; filename="tickets-\d{8}T\d{6}Z\.csv"/,
  );
  expect(await file.text()).toMatch(/^number,title\r\n\d+,A ticket to be exported\r\n$/);
  const list = await call("GET", "/exports", admin);
  expect(await list.json()).toMatchObject({ data: [{ id }], pagination: { total: 1 } });
  const actions = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ action: string; actor_id: string }[]>`
      select action, actor_id from ticket_audit where action like 'EXPORT%' and actor_id is not null order by created_at, id`,
  );
  const actor_id = desk.people.admin.id;
  expect(actions).toEqual(["EXPORTED", "EXPORT_DOWNLOADED"].map((action) => ({ action, actor_id })));
});

test("a link is for one person and one file, and does not last", async () => {
  const id = await made();
  const query = await linkOf(id);
  const open = async (token: string, which: string, changed: object = {}) =>
    (await call("GET", "/exports/{id}/file", token, which, { query: { ...query, ...changed } })).status;
  expect(await open(admin, id)).toBe(200);
  expect(await open(admin, id, { signature: "nonsense" })).toBe(403);
  expect(await open(admin, id, { expires: String(Number(query.expires) + 60) })).toBe(403);
  expect(await open(manager, id)).toBe(404);
  expect(await open(admin, await made())).toBe(403);
  expect((await call("GET", "/exports/{id}/file", admin, id)).status).toBe(422);
});

test("nobody reads, cancels or links another person's export", async () => {
  const id = await made();
  expect((await call("GET", "/exports/{id}", manager, id)).status).toBe(404);
  expect((await call("POST", "/exports/{id}/cancel", manager, id)).status).toBe(404);
  expect((await call("POST", "/exports/{id}/link", manager, id)).status).toBe(404);
  expect(await (await call("GET", "/exports", manager)).json()).toMatchObject({ data: [] });
});

test("a file made with other rights than one has now stays closed", async () => {
  const id = await made(manager);
  const query = await linkOf(id, manager);
  const promote = (role: string) =>
    desk.fill(
      (ctx) =>
        ctx.tx.$executeRaw`update users set role = ${role} where id = ${desk.people.ops_manager.id}::uuid`,
    );
  await promote("ops_agent");
  const refused = await call("GET", "/exports/{id}/file", manager, id, { query });
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ title: expect.stringContaining("role has changed") });
  await promote("ops_manager");
  expect((await call("GET", "/exports/{id}/file", manager, id, { query })).status).toBe(200);
});

test("what cannot be exported is said by its field, what has no file yet has no link", async () => {
  for (const [body, field] of [
    [{ format: "pdf" }, "format"],
    [{ columns: [] }, "columns"],
    [{ columns: ["password"] }, "columns.0"],
    [{ filters: { status: "NOWHERE" } }, "filters.status.0"],
  ] as const) {
    const refused = await call("POST", "/exports", admin, undefined, { body });
    expect(await refused.json()).toMatchObject({ status: 422, errors: [{ field }] });
  }
  const waiting = await call("POST", "/exports", admin, undefined, { body: {} });
  const { data } = (await waiting.json()) as { data: ExportJob };
  expect((await call("POST", "/exports/{id}/link", admin, data.id)).status).toBe(409);
  expect((await call("POST", "/exports/{id}/cancel", admin, data.id)).status).toBe(200);
});

test("the documented path answers as it is documented", async () => {
  const answer = await callRoute("POST", "/exports", {
    token: admin,
    address: "/api/admin/tickets/export",
    body: { filters: { status: "OPEN" } },
  });
  expect(await answer.json()).toEqual({
    jobId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    status: "pending",
    message: expect.any(String),
  });
});
