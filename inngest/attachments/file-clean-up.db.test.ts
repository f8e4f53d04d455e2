import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteUpload } from "@/lib/attachments/delete-upload";
import { keepContent } from "@/lib/attachments/keep-content";
import { receiveFile } from "@/lib/attachments/receive-file";
import { uploadFile } from "@/lib/attachments/upload-file";
import { setEnv } from "@/lib/platform/env";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cleanUpFiles } from "./clean-up-files";
import { scheduleFileCleanUp } from "./schedule-file-clean-up";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-clean-up-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function upload(body: string) {
  const request = new Request("http://docket.test/", { method: "POST", body });
  const received = await receiveFile(request, desk.actor("admin"), { max_mb: 50 }, "a.txt");
  return (await desk.as("admin", (ctx) => uploadFile(ctx, received))).data.id;
}
const cleanUp = (options = {}) =>
  runFunction(
    cleanUpFiles,
    { name: "files.clean_up_due", data: { organization_id: desk.organization.id } },
    options,
  );
const rows = () =>
  desk.fill((ctx) =>
    ctx.tx.storedFile.findMany({ orderBy: { id: "asc" }, select: { id: true, storage_key: true } }),
  );
const age = (interval: string) =>
  desk.fill(async (ctx) => {
    await ctx.tx.$executeRaw`update stored_files set released_at = released_at - ${interval}::interval`;
    await ctx.tx.$executeRaw`update file_uploads set created_at = created_at - ${interval}::interval`;
  });
const isStored = (key: string | undefined) => existsSync(join(folder, "files", key ?? ""));

test("a file that nothing refers to goes after an hour, row and bytes, and one that is used stays", async () => {
  const id = await upload("released");
  await upload("used");
  await desk.as("admin", (ctx) => deleteUpload(ctx, id));
  const [released, used] = await rows();
  expect((await cleanUp()).output).toEqual({ expired: 0, removed: 0 });
  await age("61 minutes");
  const run = await cleanUp({ crashAfter: ["mark-released", "delete-bytes", "forget-files"] });
  expect(run).toMatchObject({ status: "completed", output: { expired: 0, removed: 1 } });
  expect([isStored(released?.storage_key), isStored(used?.storage_key)]).toEqual([false, true]);
  expect(await rows()).toEqual([used]);
});

test("an upload nobody took is forgotten after a day, and its file an hour later", async () => {
  await age("25 hours");
  expect((await cleanUp()).output).toEqual({ expired: 1, removed: 0 });
  await age("2 hours");
  expect((await cleanUp()).output).toEqual({ expired: 0, removed: 1 });
  expect(await rows()).toEqual([]);
});

test("bytes that arrived just before a crash are known by their row and go too", async () => {
  const path = join(folder, "crashed");
  writeFileSync(path, "announced, stored, never referred to");
  await keepContent(desk.actor("admin"), { path, size: 36, sha256: "ab".repeat(32) });
  const [pending] = await rows();
  expect(isStored(pending?.storage_key)).toBe(true);
  await age("2 hours");
  await cleanUp();
  expect([isStored(pending?.storage_key), await rows()]).toEqual([false, []]);
});

test("the schedule removes what a killed process left half uploaded and asks every organization", async () => {
  const incoming = join(folder, "incoming");
  mkdirSync(incoming, { recursive: true });
  for (const name of ["old", "fresh"]) writeFileSync(join(incoming, name), "half");
  const hoursAgo = new Date(Date.now() - 2 * 3_600_000);
  utimesSync(join(incoming, "old"), hoursAgo, hoursAgo);
  const { sent, output } = await runFunction(scheduleFileCleanUp);
  expect(output).toEqual({ abandoned: 1 });
  expect(readdirSync(incoming)).toEqual(["fresh"]);
  expect(sent.map(({ data }) => data.organization_id)).toContain(desk.organization.id);
});
