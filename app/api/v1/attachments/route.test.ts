import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type AddressInfo, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import S3rver from "s3rver";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AttachmentRow, UploadRow } from "@/lib/attachments/schema";
import { updateOrganization } from "@/lib/people/update-organization";
import type { Wire } from "@/lib/platform/api-client";
import { setEnv } from "@/lib/platform/env";
import { callRoute, listRouteFiles, loadRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeUpload, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let ticket: Ticket;
let folder: string;
let agent: string;
let manager: string;
let requester: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-files-"));
  setEnv({ DATA_DIR: folder, DOCKET_SECRET: "a secret of the tests, long enough for them" });
  desk = await makeDesk();
  ticket = await desk.fill((ctx) =>
    makeTicket(ctx, {
      created_by_id: desk.people.shipper.id,
      created_by_role: "shipper",
      owner_role: "ops_agent",
    }),
  );
  agent = await desk.token("ops_agent");
  manager = await desk.token("ops_manager");
  requester = await desk.token("shipper");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Body = BodyInit | ReadableStream<Uint8Array>;
type Options = { token?: string; headers?: Record<string, string>; query?: string; path?: string };

async function send(
  body: Body,
  { token = agent, headers, query = "file_name=proof.txt", path }: Options = {},
) {
  const pattern = path ?? "/tickets/{id}/attachments";
  const { POST } = await loadRoute(listRouteFiles().find((route) => route.path === pattern)?.file ?? "");
  const url = `http://docket.test/api/v1${pattern.replace("{id}", ticket.id)}?${query}`;
  const request = new Request(url, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, ...headers },
    body,
    duplex: "half",
  } as RequestInit);
  if (!POST) throw new Error("There is no route to upload to.");
  return POST(request, { params: Promise.resolve({ id: ticket.id }) });
}
async function attach(body: Body, options?: Options): Promise<Wire<AttachmentRow>> {
  const answer = await send(body, options);
  const text = await answer.text();
  expect([answer.status, text]).toEqual([201, expect.any(String)]);
  return JSON.parse(text).data;
}
function open(url: string | null, token: string | undefined, headers: Record<string, string> = {}) {
  const address = new URL(url ?? "", "http://docket.test");
  const id = address.pathname.split("/")[4] ?? "";
  const query = Object.fromEntries(address.searchParams);
  return callRoute("GET", "/attachments/{id}/content", { token, params: { id }, query, headers });
}
const stored = () =>
  readdirSync(join(folder, "files"), { recursive: true, withFileTypes: true }).filter((file) =>
    file.isFile(),
  );
const left = () => [...readdirSync(join(folder, "incoming")), ...stored().map(({ name }) => name)].toSorted();

describe("the link of a file", () => {
  test("opens for the one it was made for, in parts too, and is no page", async () => {
    const { file_url } = await attach("0123456789");
    const whole = await open(file_url, agent);
    expect([whole.status, await whole.text()]).toEqual([200, "0123456789"]);
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-type": "text/plain; charset=utf-8",
      "content-disposition": `inline; filename="proof.txt"; filename*=UTF-8''proof.txt`,
      "content-security-policy": expect.stringContaining("sandbox"),
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    });
    const part = await open(file_url, agent, { range: "bytes=2-3" });
    expect([part.status, await part.text()]).toEqual([206, "23"]);
    const saved = await open(`${file_url}&download=1`, agent);
    expect(saved.headers.get("content-disposition")).toMatch(/^attachment;/);
  });

  test("copied, altered or over it opens for nobody", async () => {
    const { file_url } = await attach("mine alone");
    expect((await open(file_url, undefined)).status).toBe(401);
    for (const other of [manager, requester]) {
      const answer = await open(file_url, other);
      expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining("someone else")]);
    }
    const later = file_url?.replace(/expires=(\d+)/, (_, at) => `expires=${Number(at) + 60}`) ?? null;
    expect((await open(later, agent)).status).toBe(403);
    const { file_url: other } = await attach("another");
    expect((await open(`${other?.split("?")[0]}?${file_url?.split("?")[1]}`, agent)).status).toBe(403);
    const late = await open(file_url, agent);
    expect(late.status).toBe(200);
  });

  test("what is not shown is saved: a program's bytes never come inline", async () => {
    const zip = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);
    const { file_url, preview } = await attach(zip, { query: "file_name=logs.zip" });
    expect(preview).toBeNull();
    const answer = await open(file_url, agent);
    expect(answer.headers.get("content-disposition")).toMatch(/^attachment;/);
  });
});

describe("an upload", () => {
  const boundary = "----docket-boundary";
  const form = (parts: string) => ({
    body: parts.replaceAll("\n", "\r\n").replaceAll("@", `--${boundary}`),
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
  });

  test("comes as a form too, in whatever pieces, with its own name", async () => {
    const { body, headers } = form(
      '@\nContent-Disposition: form-data; name="note"\n\nsomething\n@\n' +
        'Content-Disposition: form-data; name="file"; filename="d\u00e9tail.csv"\nContent-Type: application/x-msdownload\n\n' +
        "a,b\n--not the boundary\n1,2\n\n@--\n",
    );
    for (const size of [1, 7, 64, 10_000]) {
      const bytes = new TextEncoder().encode(body);
      const pieces = new ReadableStream<Uint8Array>({
        start(controller) {
          for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
          controller.close();
        },
      });
      const row = await attach(pieces, { headers, query: "" });
      expect(row).toMatchObject({ file_name: "d\u00e9tail.csv", file_type: "text/csv" });
      expect(await (await open(row.file_url, agent)).text()).toBe("a,b\r\n--not the boundary\r\n1,2\r\n");
    }
  });

  test("that is cut off, empty, too large, forbidden or without room leaves nothing behind", async () => {
    const before = left();
    const broken = () =>
      new ReadableStream<Uint8Array>({
        start: (controller) => controller.enqueue(new Uint8Array(100_000)),
        pull: (controller) => controller.error(Object.assign(new Error("reset"), { code: "ECONNRESET" })),
      });
    const text = async (answer: Response) => [answer.status, JSON.parse(await answer.text()).title];
    expect(await text(await send(broken()))).toEqual([422, expect.stringContaining("cut off")]);
    expect(await text(await send("short", { headers: { "content-length": "999" } }))).toEqual([
      422,
      expect.stringContaining("cut off"),
    ]);
    const { body, headers } = form(
      '@\nContent-Disposition: form-data; name="f"; filename="a.txt"\n\nhalf of it',
    );
    expect(await text(await send(body, { headers }))).toEqual([422, expect.stringContaining("cut off")]);
    const noFile = form('@\nContent-Disposition: form-data; name="f"\n\nx\n@--\n');
    expect(await text(await send(noFile.body, noFile))).toEqual([422, expect.stringContaining("no file")]);
    expect(await text(await send(new Uint8Array()))).toEqual([422, expect.any(String)]);
    expect(
      await text(await send(Buffer.from("MZ\x90\0\x03\0\0\0", "latin1"), { query: "file_name=a.pdf" })),
    ).toEqual([422, expect.stringContaining("list of allowed files")]);
    expect(await text(await send("x", { query: "" }))).toEqual([422, expect.stringContaining("called")]);
    setEnv({ ATTACHMENT_MAX_MB: "1" });
    const large = new Uint8Array(1024 * 1024 + 1);
    expect(await text(await send(large))).toEqual([413, expect.stringContaining("1 MB at most")]);
    expect((await send(large, { headers: { "content-length": String(large.length) } })).status).toBe(413);
    setEnv({ ATTACHMENT_MAX_MB: undefined });
    const limit = (attachment_max_mb: number | null) =>
      desk.as("admin", (ctx) => updateOrganization(ctx, { attachment_max_mb }));
    await expect(limit(51)).rejects.toThrow("50 MB at most");
    await limit(1);
    expect((await send(large)).status).toBe(413);
    expect(await (await callRoute("GET", "/upload-limits", { token: agent })).json()).toEqual({
      data: { max_mb: 1, files_per_ticket: 5 },
    });
    await limit(null);
    expect(left()).toEqual(before);
  });

  test("is refused before its bytes are read where the ticket is not one's own", async () => {
    const stranger = await desk.token("driver");
    let isRead = false;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          isRead = true;
          controller.enqueue(new Uint8Array(1000));
        },
      },
      { highWaterMark: 0 },
    );
    expect((await send(body, { token: stranger })).status).toBe(404);
    expect(isRead).toBe(false);
  });

  test("is refused while a hundred of one's own wait unused", async () => {
    const hoarder = await desk.token("operator");
    await desk.fill(async (ctx) => {
      for (let made = 0; made < 100; made += 1) await makeUpload(ctx, desk.people.operator);
    });
    const answer = await send("one more", { token: hoarder, path: "/uploads" });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining("not used yet")]);
  });

  test("for a ticket to come can be taken back", async () => {
    const answer = await send("draft", { path: "/uploads" });
    const { data } = (await answer.json()) as { data: Wire<UploadRow> };
    expect(data).toMatchObject({ file_name: "proof.txt", file_size_bytes: 5, preview: "text" });
    const params = { id: data.id };
    expect((await callRoute("DELETE", "/uploads/{id}", { token: manager, params })).status).toBe(404);
    expect((await callRoute("DELETE", "/uploads/{id}", { token: agent, params })).status).toBe(204);
  });
});

describe("the virus scanner", () => {
  let clamd: Server;
  const seen: Buffer[] = [];
  beforeAll(async () => {
    clamd = createServer((socket) => {
      let held = Buffer.alloc(0);
      socket.on("data", (chunk) => {
        held = Buffer.concat([held, chunk]);
        if (!held.subarray(-4).equals(Buffer.alloc(4))) return;
        seen.push(held);
        const isBad = held.includes("EICAR");
        socket.end(isBad ? "stream: Eicar-Signature FOUND\0" : "stream: OK\0");
      });
    });
    await new Promise<void>((resolve) => clamd.listen(0, "127.0.0.1", resolve));
    setEnv({ CLAMAV_URL: `tcp://127.0.0.1:${(clamd.address() as AddressInfo).port}` });
  });
  afterAll(() => {
    clamd.close();
    setEnv({ CLAMAV_URL: undefined });
  });

  test("is asked as clamd expects, and what it finds is not kept", async () => {
    await attach("harmless");
    expect(seen.at(-1)?.toString("latin1")).toBe("zINSTREAM\0\0\0\0\x08harmless\0\0\0\0");
    const before = left();
    const bad = await send("EICAR test");
    expect([bad.status, await bad.text()]).toEqual([422, expect.stringContaining("Eicar-Signature")]);
    expect(left()).toEqual(before);
  });

  test("that does not answer lets nothing in", async () => {
    await new Promise((resolve) => clamd.close(resolve));
    const before = left();
    const answer = await send("anything");
    expect([answer.status, await answer.text()]).toEqual([503, expect.stringContaining("does not answer")]);
    expect(left()).toEqual(before);
  });
});

describe("in an S3 store", () => {
  let server: S3rver;
  beforeAll(async () => {
    server = new S3rver({
      port: 0,
      address: "127.0.0.1",
      silent: true,
      directory: join(folder, "s3"),
      configureBuckets: [{ name: "docket" }],
    });
    const { port } = await server.run();
    setEnv({
      S3_BUCKET: "docket",
      S3_ENDPOINT: `http://127.0.0.1:${port}`,
      S3_ACCESS_KEY_ID: "S3RVER",
      S3_SECRET_ACCESS_KEY: "S3RVER",
    });
  });
  afterAll(async () => {
    await server.close();
    setEnv({
      S3_BUCKET: undefined,
      S3_ENDPOINT: undefined,
      S3_ACCESS_KEY_ID: undefined,
      S3_SECRET_ACCESS_KEY: undefined,
    });
  });
  afterEach(() => expect(readdirSync(join(folder, "incoming"))).toEqual([]));

  test("previews come through the desk, downloads from the store, both after the same questions", async () => {
    const { file_url } = await attach("kept in a bucket");
    const shown = await open(file_url, agent);
    expect([shown.status, await shown.text()]).toEqual([200, "kept in a bucket"]);
    expect((await open(`${file_url}&download=1`, manager)).status).toBe(403);
    const saved = await open(`${file_url}&download=1`, agent);
    expect(saved.status).toBe(302);
    const target = saved.headers.get("location") ?? "";
    expect(Number(new URL(target).searchParams.get("X-Amz-Expires"))).toBeLessThanOrEqual(300);
    const bytes = await fetch(target);
    expect([bytes.status, await bytes.text()]).toEqual([200, "kept in a bucket"]);
    expect(bytes.headers.get("content-disposition")).toMatch(/^attachment;/);
  });

  test("a store that does not answer is said to, and nothing is kept", async () => {
    setEnv({ S3_ENDPOINT: "http://127.0.0.1:9" });
    const answer = await send("lost");
    expect([answer.status, await answer.text()]).toEqual([502, expect.stringContaining("file store")]);
  });
});
