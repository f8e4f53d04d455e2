import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { analyzeFile } from "@/lib/imports/analyze-file";
import { continueImport } from "@/lib/imports/continue-import";
import { createImport } from "@/lib/imports/create-import";
import { measureFile } from "@/lib/imports/import-files";
import { loadImport } from "@/lib/imports/import-job";
import { startImport } from "@/lib/imports/start-import";
import { setEnv } from "@/lib/platform/env";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cleanUpImports } from "./clean-up-imports";
import { runImport } from "./run-import";
import { scheduleImports } from "./schedule-imports";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-imports-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const rowCount = 1200;

async function started(prefix: string) {
  const id = crypto.randomUUID();
  const path = join(folder, `${id}.csv`);
  const rows = Array.from({ length: rowCount }, (_, at) => `${prefix}-${at},Ticket number ${at} of many`);
  writeFileSync(path, `id,subject\n${rows.join("\n")}\n`);
  const analyzed = await analyzeFile(path);
  const file = await measureFile(path);
  await desk.as("admin", (ctx) => createImport(ctx, { id, file_name: "many.csv", file, analyzed }));
  await desk.as("admin", (ctx) => startImport(ctx, id));
  const data = { organization_id: desk.organization.id, import_id: id };
  return { id, event: { name: "import.started", data } };
}
const load = (id: string) => desk.as("admin", (ctx) => loadImport(ctx, id));

test("a file put down at any batch is taken up behind it, and a repeated step stores nothing twice", async () => {
  const { id, event } = await started("A");
  const stopped = new AbortController();
  stopped.abort();
  expect(await continueImport(desk.organization.id, id, stopped.signal)).toBe("stopped");
  expect(await load(id)).toMatchObject({ status: "running", row_offset: 0 });
  const run = await runFunction(runImport, event, { crashAfter: ["store-0"] });
  expect(run).toMatchObject({ status: "completed", ran: { "store-0": 2 }, output: { outcome: "ended" } });
  expect(await load(id)).toMatchObject({ status: "completed", created_count: rowCount, skipped_count: 0 });
});

test("an import whose runner died is announced again, and gone on with once its lease is over", async () => {
  const { id, event } = await started("B");
  const holder = crypto.randomUUID();
  const lease = (seconds: number) =>
    desk.fill(
      (ctx) => ctx.tx.$executeRaw`
        update import_jobs set status = 'running', lease_holder = ${holder}::uuid,
          lease_expires_at = now() + ${seconds}::int * interval '1 second' where id = ${id}::uuid`,
    );
  await lease(60);
  expect(await runFunction(runImport, event)).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining("Another process") },
  });
  expect((await runFunction(scheduleImports)).sent).toEqual([]);
  await lease(-120);
  const { sent } = await runFunction(scheduleImports);
  expect(sent).toMatchObject([{ name: "import.work_due", data: event.data }]);
  await runFunction(runImport, event);
  expect(await load(id)).toMatchObject({ status: "completed", created_count: rowCount });
});

test("the clean-up leaves what is needed", async () => {
  expect(await runFunction(cleanUpImports)).toMatchObject({ status: "completed" });
});
