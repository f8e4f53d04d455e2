import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer, text } from "node:stream/consumers";
import S3rver from "s3rver";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setEnv } from "../env";
import { answerFile } from "./answer-file";
import type { Storage } from "./contract";
import { storage } from "./storage";

const folder = mkdtempSync(join(tmpdir(), "docket-storage-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function* breakOff() {
  yield Buffer.alloc(6 * 1024 * 1024, "a");
  throw new Error("The query behind it failed.");
}

function itKeepsFiles(open: () => Promise<Storage>) {
  let store: Storage;
  beforeAll(async () => {
    store = await open();
  });
  const read = async (key: string) => text(await store.get(key));

  test("what was put can be got, in whole and in parts, replaced and deleted", async () => {
    expect(
      await store.put("notes/one.txt", Readable.from([Buffer.from("first "), Buffer.from("half")])),
    ).toEqual({
      size: 10,
    });
    expect(await read("notes/one.txt")).toBe("first half");
    expect(await text(await store.get("notes/one.txt", { start: 6, end: 8 }))).toBe("hal");
    await store.put("notes/one.txt", Readable.from([Buffer.from("other")]));
    expect(await read("notes/one.txt")).toBe("other");
    await store.delete("notes/one.txt");
    await expect(store.get("notes/one.txt")).rejects.toMatchObject({ code: "not_found" });
    await store.delete("notes/one.txt");
  });

  test("a large file and an empty one", async () => {
    const large = Array.from({ length: 13 }, (_, at) => Buffer.alloc(1024 * 1024, at));
    expect(await store.put("large", Readable.from(large))).toEqual({ size: 13 * 1024 * 1024 });
    expect(Buffer.concat(large).equals(await buffer(await store.get("large")))).toBe(true);
    expect(await store.put("empty", Readable.from([]))).toEqual({ size: 0 });
    expect(await read("empty")).toBe("");
  }, 60_000);

  test("content that breaks off leaves nothing, and what was there stays", async () => {
    await expect(store.put("broken", Readable.from(breakOff()))).rejects.toThrow(
      "The query behind it failed.",
    );
    await expect(store.get("broken")).rejects.toMatchObject({ code: "not_found" });
    await store.put("kept", Readable.from([Buffer.from("kept")]));
    await expect(store.put("kept", Readable.from(breakOff()))).rejects.toThrow();
    expect(await read("kept")).toBe("kept");
  });

  test("a finished file is taken over and gone from where it was", async () => {
    const path = join(folder, "draft");
    writeFileSync(path, "finished");
    await store.adopt("taken/over", path);
    expect(await read("taken/over")).toBe("finished");
    expect(readdirSync(folder)).not.toContain("draft");
  });

  test("keys cannot leave their folder", async () => {
    for (const key of ["../secrets.json", "/etc/passwd", "a/../../b", "a//b", "a\\b", ""])
      await expect(store.get(key)).rejects.toThrow("Not a storage key");
  });

  test("is served in ranges", async () => {
    await store.put("served", Readable.from([Buffer.from("0123456789")]));
    const file = { key: "served", fileName: 'ü "x".txt', mediaType: "text/plain", size: 10, isInline: false };
    const serve = (range?: string) =>
      answerFile(new Request("http://docket.test/", range ? { headers: { range } } : {}), store, file);
    const whole = await serve();
    expect(await whole.text()).toBe("0123456789");
    expect(Object.fromEntries(whole.headers)).toMatchObject({
      "content-disposition": `attachment; filename="_ _x_.txt"; filename*=UTF-8''%C3%BC%20%22x%22.txt`,
      "content-length": "10",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("sandbox"),
    });
    const answers = await Promise.all(["bytes=2-4", "bytes=7-", "bytes=-3", "bytes=5-99"].map(serve));
    expect(await Promise.all(answers.map((answer) => answer.text()))).toEqual(["234", "789", "789", "56789"]);
    expect(answers[0]?.status).toBe(206);
    expect(answers[0]?.headers.get("content-range")).toBe("bytes 2-4/10");
    expect((await serve("bytes=10-")).status).toBe(416);
    expect((await serve("lines=1-2")).status).toBe(200);
  });
}

describe("a folder of this installation", () => {
  beforeAll(() => setEnv({ DATA_DIR: join(folder, "data") }));
  itKeepsFiles(storage);

  test("nothing half written is left or ever under DATA_DIR/files", () => {
    expect(readdirSync(join(folder, "data", "incoming"))).toEqual([]);
    expect(readdirSync(join(folder, "data", "files")).toSorted()).toEqual([
      "empty",
      "kept",
      "large",
      "notes",
      "served",
      "taken",
    ]);
  });
});

describe("an S3 store", () => {
  const server = new S3rver({
    port: 0,
    address: "127.0.0.1",
    silent: true,
    directory: join(folder, "s3"),
    configureBuckets: [{ name: "docket" }],
  });
  beforeAll(async () => {
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
  itKeepsFiles(storage);

  test("its own links open without Docket, save the file and are signed for a minute", async () => {
    const store = await storage();
    await store.put("linked", Readable.from([Buffer.from("linked")]));
    const url = await store.link("linked", { fileName: "a.html", mediaType: "text/html", seconds: 60 });
    const answer = await fetch(url ?? "");
    expect([answer.status, await answer.text()]).toEqual([200, "linked"]);
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    // The server of these tests knows no signatures of version 4; that the link has one is all it can show.
    expect(new URL(url ?? "").searchParams.get("X-Amz-Expires")).toBe("60");
    expect(url).toMatch(/X-Amz-Signature=[0-9a-f]{64}/);
  });
});
