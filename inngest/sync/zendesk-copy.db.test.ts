import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningSimulator, startSimulator } from "@/bin/simulators/start";
import { setEnv } from "@/lib/platform/env";
import { createConnection } from "@/lib/sync/connections/create-connection";
import { readRun } from "@/lib/sync/run-row";
import { type RunKind, type SyncRun, startRunInput } from "@/lib/sync/schema";
import { startRun } from "@/lib/sync/start-run";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { runSync } from "./run-sync";

useTestDatabase();
let desk: Desk;
let simulator: RunningSimulator;
let zendeskId: string;

beforeAll(async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  simulator = await startSimulator({ vendor: "zendesk", tickets: 60, seed: 7, plan: "unlimited" });
  desk = await makeDesk();
  zendeskId = await connect("zendesk", simulator.url);
});
afterAll(() => simulator.stop());

async function connect(vendor: "zendesk" | "freshservice", base_url: string): Promise<string> {
  const key = simulator.keys[0] ?? "";
  const { data } = await desk.as("admin", (ctx) =>
    createConnection(ctx, { vendor, name: `Our ${vendor}`, base_url, key }),
  );
  return data.id;
}

async function sync(kind: RunKind, connection_id = zendeskId): Promise<SyncRun> {
  const input = startRunInput.parse({ connection_id, kind });
  const { data } = await desk.as("admin", (ctx) => startRun(ctx, input));
  const ids = { organization_id: desk.organization.id, run_id: data.id, connection_id };
  await runFunction(runSync, { name: "sync.run_requested", data: ids });
  return desk.as("admin", (ctx) => readRun(ctx, data.id));
}

async function descriptions(): Promise<Map<string, string | null>> {
  const rows = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ external_id: string; description_html: string | null }[]>`
      select external_id, description_html from ticket_sources`,
  );
  return new Map(rows.map((row) => [row.external_id, row.description_html]));
}

test("a description keeps its HTML, which only the thread has, also where the thread is not read", async () => {
  await sync("base");
  const full = await sync("full");
  expect(full).toMatchObject({ status: "completed", failed_count: 0, expected_count: full.read_count });
  const first = await descriptions();
  expect([...first.values()].filter((html) => html?.includes("<p>")).length).toBeGreaterThan(5);
  expect([...first.values()].join("")).not.toContain("<script");
  await sync("closures");
  expect(await descriptions()).toEqual(first);
});

test("the nightly check finds nothing in a fresh copy, merged tickets included", async () => {
  const merged = () =>
    desk.fill(
      (ctx) => ctx.tx.$queryRaw<{ external_id: string }[]>`
        select external_id from ticket_sources where merged_into_external_id is not null`,
    );
  expect((await merged()).length).toBeGreaterThan(0);
  expect(await sync("drift")).toMatchObject({ status: "completed", failed_count: 0 });
  expect(await sync("drift")).toMatchObject({ status: "completed", changed_count: 0 });
  const drifts = await desk.fill((ctx) => ctx.tx.$queryRaw`select external_id, detail from sync_drifts`);
  expect(drifts).toEqual([]);
  expect((await merged()).length).toBeGreaterThan(0);
});

test("a deletion comes with the changes, and costs one look and no more", async () => {
  const [id] = [...(await descriptions()).keys()]
    .map(Number)
    .filter((each) => !simulator.world.ticket(each)?.deleted);
  // The export keeps the last minute back.
  simulator.world.setTicket(id ?? 0, { deleted: true, updated_at: simulator.world.now() - 120_000 });
  expect(await sync("incremental")).toMatchObject({ deleted_count: 1, call_count: 2 });
  expect(await sync("incremental")).toMatchObject({ deleted_count: 0, call_count: 1 });
});

test("another vendor's desk ends a run at once and says what to look at", async () => {
  const wrong = await connect("freshservice", simulator.url);
  simulator.calls.reset();
  const base = await sync("base", wrong);
  expect(base.status).toBe("failed");
  expect(base.error_message).toMatch(
    /^127\.0\.0\.1:\d+ answers 404 for agents, which every Freshservice desk has/,
  );
  expect(simulator.calls.report().calls).toBeLessThanOrEqual(5);
  // It has tickets of its own, but nothing hangs on them where Freshservice has it.
  const full = await sync("full", wrong);
  expect(full.status).toBe("failed");
  expect(full.error_message).toMatch(
    /^No ticket could be read.*404.*address in Settings → Sync.*vendor as well/,
  );
});
