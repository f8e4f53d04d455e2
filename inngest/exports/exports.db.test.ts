import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { claimExport } from "@/lib/exports/claim-export";
import { getExport } from "@/lib/exports/get-export";
import { requestExport } from "@/lib/exports/request-export";
import { requestExportInput } from "@/lib/exports/schema";
import { setEnv } from "@/lib/platform/env";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cleanUpExports } from "./clean-up-exports";
import { scheduleExportCleanUp } from "./schedule-export-clean-up";
import { writeExport } from "./write-export";

useTestDatabase();
let desk: Desk;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "docket-exports-"));
  setEnv({ DATA_DIR: folder });
  desk = await makeDesk();
  await desk.fill((ctx) => makeTicket(ctx));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function order() {
  const { data } = await desk.as("admin", (ctx) => requestExport(ctx, requestExportInput.parse({})));
  const ids = { organization_id: desk.organization.id, export_id: data.id };
  return { id: data.id, event: { id: crypto.randomUUID(), name: "export.requested", data: ids } };
}
const statusOf = async (id: string) => (await desk.as("admin", (ctx) => getExport(ctx, id))).data.status;

test("an order is written once, however often its event or its step comes", async () => {
  const { id, event } = await order();
  const crashed = await runFunction(writeExport, event, { crashAfter: ["write-file"] });
  expect(crashed).toMatchObject({
    status: "completed",
    ran: { "write-file": 2 },
    output: { outcome: "ended" },
  });
  expect(await statusOf(id)).toBe("completed");
  const again = await runFunction(writeExport, event);
  expect(again.output).toEqual({ outcome: "ended" });
});

test("while another process writes it, the step is tried again later", async () => {
  const { id, event } = await order();
  await desk.fill((ctx) => claimExport(ctx, id, crypto.randomUUID()));
  const busy = await runFunction(writeExport, event);
  expect(busy).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining("Another process") },
  });
  expect(await statusOf(id)).toBe("processing");
});

test("the schedule sends each organization its clean-up, which deletes and revives", async () => {
  const { sent } = await runFunction(scheduleExportCleanUp);
  const due = sent.find(({ data }) => data.organization_id === desk.organization.id);
  expect(due?.name).toBe("exports.clean_up_due");
  const { id, event } = await order();
  await runFunction(writeExport, event);
  await desk.fill(
    (ctx) =>
      ctx.tx
        .$executeRaw`update ticket_export_jobs set expires_at = now() - interval '1 second' where id = ${id}::uuid`,
  );
  const first = await runFunction(cleanUpExports, { name: "exports.clean_up_due", data: due?.data ?? {} });
  expect(first.output).toMatchObject({ deleted: 1 });
  const second = await runFunction(cleanUpExports, { name: "exports.clean_up_due", data: due?.data ?? {} });
  expect(second.output).toMatchObject({ deleted: 0 });
});
