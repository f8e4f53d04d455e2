import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { continueImport } from "@/lib/imports/continue-import";
import type { ImportDetail } from "@/lib/imports/schema";
import { setEnv } from "@/lib/platform/env";
import { callRoute, listRouteFiles, loadRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let admin: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-imports-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
  admin = await desk.token("admin");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = "Number;Betreff;State\nA1;Printer on fire again;New\nA2;Second ticket of two;-100\nA3\n";

async function upload(
  body: Uint8Array | ReadableStream<Uint8Array>,
  headers: Record<string, string> = {},
  name = "a.csv",
) {
  const file = listRouteFiles().find((route) => route.path === "/imports")?.file ?? "";
  const { POST } = await loadRoute(file);
  const request = new Request(`http://docket.test/api/v1/imports?file_name=${encodeURIComponent(name)}`, {
    method: "POST",
    headers: { authorization: `Bearer ${admin}`, ...headers },
    body: body as BodyInit,
    duplex: "half",
  } as RequestInit);
  if (!POST) throw new Error("There is no route to upload to.");
  return POST(request, { params: Promise.resolve({}) });
}

async function uploaded(body: string, name?: string): Promise<ImportDetail> {
  const answer = await upload(new TextEncoder().encode(body), {}, name);
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { data: ImportDetail }).data;
}
const left = () => readdirSync(join(folder, "files", "imports"));

test("upload, look, change, start, report, rejects", async () => {
  const draft = await uploaded(text, "../../etc/passwd.csv");
  expect(draft).toMatchObject({
    file_name: "passwd.csv",
    status: "draft",
    format: { delimiter: ";", columns: ["Number", "Betreff", "State"] },
    mapping: { columns: [{ target: "external_id" }, { target: "metadata" }, { target: "status" }] },
  });
  const params = { id: draft.id };
  const columns = draft.mapping.columns.map((column) =>
    column.column === "Betreff" ? { column: "Betreff", target: "title" } : column,
  );
  const changed = await callRoute("PATCH", "/imports/{id}", {
    token: admin,
    params,
    body: { mapping: { ...draft.mapping, columns, source: "old-desk" }, on_duplicate: "update" },
  });
  expect(await changed.json()).toMatchObject({
    data: {
      on_duplicate: "update",
      preview: [
        { line_number: 2, ticket: { title: "Printer on fire again", status: "NEW" }, reason: null },
        {
          line_number: 3,
          ticket: { status: "NEW" },
          notes: expect.arrayContaining([expect.stringContaining("-100")]),
        },
        { line_number: 4, ticket: null, reason: expect.stringContaining("cut off") },
      ],
    },
  });
  expect((await callRoute("POST", "/imports/{id}/start", { token: admin, params })).status).toBe(202);
  expect((await callRoute("POST", "/imports/{id}/start", { token: admin, params })).status).toBe(409);
  await continueImport(desk.organization.id, draft.id);
  const done = await callRoute("GET", "/imports/{id}", { token: admin, params });
  expect(await done.json()).toMatchObject({
    data: { status: "completed", created_count: 2, rejected_count: 1, progress: 1, preview: [] },
  });
  const rejects = await callRoute("GET", "/imports/{id}/rejects", { token: admin, params });
  expect(rejects.headers.get("content-disposition")).toContain("passwd-rejects.csv");
  expect(await rejects.text()).toContain("was cut off.;A3\r\n");
  const json = await callRoute("GET", "/imports/{id}/rejects", {
    token: admin,
    params,
    query: { format: "json", limit: "1" },
  });
  expect(await json.json()).toEqual([{ reject_reason: expect.stringContaining("Line 4"), raw: "A3" }]);
  const list = await callRoute("GET", "/imports", { token: admin, query: { limit: "1" } });
  expect(await list.json()).toMatchObject({ data: [{ id: draft.id }] });
  expect(left()).toEqual([]);
});

test("packed files are taken, the same file again is recognized", async () => {
  const answer = await upload(gzipSync(text), {}, "a.csv.gz");
  expect(await answer.json()).toMatchObject({ data: { format: { is_gzip: true }, earlier_import: null } });
  const again = await uploaded(text);
  expect(again.earlier_import).not.toBeNull();
  const params = { id: again.id };
  expect((await callRoute("POST", "/imports/{id}/cancel", { token: admin, params })).status).toBe(200);
  expect((await callRoute("POST", "/imports/{id}/cancel", { token: admin, params })).status).toBe(409);
});

test("what is cut off, empty or no table leaves nothing behind", async () => {
  const before = left();
  const broken = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new TextEncoder().encode(text)),
    pull: (controller) => controller.error(Object.assign(new Error("reset"), { code: "ECONNRESET" })),
  });
  const cut = await upload(broken);
  expect(cut.status).toBe(422);
  expect(await cut.json()).toMatchObject({ title: expect.stringContaining("cut off") });
  const short = await upload(new TextEncoder().encode(text), { "content-length": "99999" });
  expect(short.status).toBe(422);
  expect((await upload(new Uint8Array())).status).toBe(422);
  expect((await upload(new Uint8Array([0x50, 0x4b, 3, 4]))).status).toBe(422);
  expect(left()).toEqual(before);
});

test("a mapping that cannot work is refused by its field", async () => {
  const draft = await uploaded(text);
  const patch = (mapping: object) =>
    callRoute("PATCH", "/imports/{id}", {
      token: admin,
      params: { id: draft.id },
      body: { mapping: { ...draft.mapping, ...mapping } },
    });
  const twice = await patch({
    columns: draft.mapping.columns.map(({ column }) => ({ column, target: "title" })),
  });
  expect(await twice.json()).toMatchObject({
    status: 422,
    errors: [{ field: "mapping.columns.1.target" }, {}],
  });
  const unknown = await patch({ columns: [{ column: "Nowhere", target: "title" }] });
  expect(await unknown.json()).toMatchObject({
    errors: [{ field: "mapping.columns.0.column", allowed: draft.format.columns }],
  });
  expect(await (await patch({ shape: "events" })).json()).toMatchObject({
    errors: [{ field: "mapping.shape" }],
  });
  expect(await (await patch({ time_zone: "Mars/Base" })).json()).toMatchObject({
    errors: [{ field: "mapping.time_zone" }],
  });
});

test("mappings are saved, replaced, used and deleted", async () => {
  const draft = await uploaded(text);
  const mapping = { ...draft.mapping, source: "kept", columns: [{ column: "Betreff", target: "title" }] };
  for (const source of ["first", "kept"]) {
    const saved = await callRoute("POST", "/import-mappings", {
      token: admin,
      body: { name: "Desk", mapping: { ...mapping, source } },
    });
    expect(saved.status).toBe(201);
  }
  const list = (await (await callRoute("GET", "/import-mappings", { token: admin })).json()) as {
    data: { id: string }[];
  };
  expect(list.data).toHaveLength(1);
  const id = list.data[0]?.id ?? "";
  const used = await callRoute("PATCH", "/imports/{id}", {
    token: admin,
    params: { id: draft.id },
    body: { mapping_id: id },
  });
  expect(await used.json()).toMatchObject({
    data: {
      mapping: {
        source: "kept",
        columns: [{ target: "external_id" }, { target: "title" }, { target: "status" }],
      },
    },
  });
  expect((await callRoute("DELETE", "/import-mappings/{id}", { token: admin, params: { id } })).status).toBe(
    204,
  );
  expect((await callRoute("DELETE", "/import-mappings/{id}", { token: admin, params: { id } })).status).toBe(
    404,
  );
});

test("only for those who may, and only of their own organization", async () => {
  const draft = await uploaded(text);
  const params = { id: draft.id };
  expect((await callRoute("GET", "/imports")).status).toBe(401);
  expect((await callRoute("GET", "/imports", { token: await desk.token("hq_support") })).status).toBe(403);
  const foreigner = await (await makeDesk()).token("admin");
  for (const [method, path] of [
    ["GET", "/imports/{id}"],
    ["POST", "/imports/{id}/start"],
    ["POST", "/imports/{id}/cancel"],
    ["GET", "/imports/{id}/rejects"],
  ] as const)
    expect((await callRoute(method, path, { token: foreigner, params })).status).toBe(404);
});
