import { beforeAll, expect, test } from "vitest";
import { getClosureHealth } from "@/lib/closures/get-closure-health";
import { getClosureRun } from "@/lib/closures/get-closure-run";
import { getClosures } from "@/lib/closures/get-closures";
import { requestHourlySync } from "@/lib/closures/request-hourly-sync";
import { closuresQuery } from "@/lib/closures/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { recountClosures } from "./recount-closures";
import { runRequestedClosures } from "./run-requested-closures";
import { runScheduledClosures } from "./run-scheduled-closures";
import { scheduleClosureRuns } from "./schedule-closure-runs";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await makeDesk();
});

const close = () =>
  desk.as("ops_agent", (ctx) => makeTicket(ctx, { status: "RESOLVED", resolved_at: ctx.now.toISOString() }));
const total = async () =>
  (await desk.as("ops_agent", (ctx) => getClosures(ctx, closuresQuery.parse({})))).data.total_closed;
const health = async () => (await desk.as("ops_agent", getClosureHealth)).data;
const event = (name: string, data: object = {}) => ({
  name,
  data: { organization_id: desk.organization.id, ...data },
});

test("a closure is counted by its own event, once, however often the step runs", async () => {
  expect(await health()).toMatchObject({ state: "late", last_run_at: null });
  const ticket = await close();
  expect(await health()).toMatchObject({ is_settled: false });
  const { events } = await desk.trail(ticket);
  expect(events).toEqual([{ name: "closure.recorded", data: { ticket_id: ticket.id } }]);
  const run = await runFunction(recountClosures, event("closure.recorded", { ticket_id: ticket.id }), {
    crashAfter: ["count-0"],
  });
  expect(run).toMatchObject({ status: "completed", ran: { "count-0": 2 } });
  expect(await total()).toBe(1);
  expect(await health()).toMatchObject({ state: "ok", is_settled: true, unmapped_agents: 0 });
});

test("the schedule looks after every organization, and counts what no event told of", async () => {
  const { sent } = await runFunction(scheduleClosureRuns);
  expect(sent.map(({ data }) => data.organization_id)).toContain(desk.organization.id);
  await close();
  const run = await runFunction(runScheduledClosures, event("closures.run_due"), { crashAfter: ["count"] });
  expect(run).toMatchObject({ status: "completed", output: { status: "completed", tickets_closed: 2 } });
  const [row] = await desk.fill((ctx) => ctx.tx.ticketSyncMetadata.findMany());
  expect(row).toMatchObject({ sync_count: 1, tickets_processed: 2 });
});

test("a run that was asked for waits for the readings it started, and fails with them", async () => {
  const connection = await desk.fill((ctx) =>
    ctx.tx.syncConnection.create({
      data: {
        vendor: "freshservice",
        name: "Desk",
        source: "freshservice",
        base_url: "https://example.com",
        key_sealed: "",
      },
    }),
  );
  const { data } = await desk.as("admin", (ctx) => requestHourlySync(ctx, {}));
  expect(data).toMatchObject({ kind: "hourly", status: "queued" });
  const second = await desk.as("admin", (ctx) => requestHourlySync(ctx, { date: "2024-01-01", hour: 5 }));
  const readings = await desk.fill((ctx) => ctx.tx.syncRun.findMany({ where: { kind: "closures" } }));
  expect(readings).toHaveLength(1);
  await desk.fill((ctx) =>
    ctx.tx.syncRun.updateMany({
      data: { status: "failed", error_message: "The key was refused.", completed_at: new Date() },
    }),
  );
  for (const { id } of [data, second.data]) {
    const run = await runFunction(runRequestedClosures, event("closures.run_requested", { run_id: id }));
    expect(run).toMatchObject({ status: "completed", steps: ["look-0", "count"] });
    const ended = await desk.as("admin", (ctx) => getClosureRun(ctx, id));
    expect(ended.data).toMatchObject({ status: "failed", error_message: "Desk: The key was refused." });
  }
  expect(await health()).toMatchObject({
    state: "failed",
    connections: [{ id: connection.id, state: "failed" }],
  });
});

test("an hour that is no hour, or not yet, is refused and names the field", async () => {
  const now = new Date("2026-01-10T12:30:00Z");
  const ask = (input: { date?: string; hour?: number }) =>
    desk.as("admin", (ctx) => requestHourlySync(ctx, input), { now });
  const refusal = (field: string) => ({
    code: "invalid_input",
    details: { fields: [expect.objectContaining({ field })] },
  });
  await expect(ask({ hour: 13 })).rejects.toMatchObject(refusal("hour"));
  await expect(ask({ date: "2026-01-11" })).rejects.toMatchObject(refusal("date"));
});
