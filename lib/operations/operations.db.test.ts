import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cancelRun } from "./cancel-run";
import { getOverview } from "./get-overview";
import { getRun } from "./get-run";
import { listFunctions } from "./list-functions";
import { listRuns } from "./list-runs";
import { retryRun } from "./retry-run";
import { listRunsQuery } from "./schema";

useTestDatabase();
let mine: Desk;
let theirs: Desk;
let count = 0;

beforeAll(async () => {
  [mine, theirs] = [await makeDesk(), await makeDesk()];
  await asServer(`
    insert into inngest.apps (id, url) values ('docket', 'http://127.0.0.1:1/api/inngest');
    insert into inngest.functions (id, app_id, name, config) values
      ('docket-notify', 'docket', 'notify', '{"triggers": [{"event": "ticket.created"}]}'),
      ('docket-sweep', 'docket', 'sweep', '{"triggers": [{"cron": "*/5 * * * *"}]}'),
      ('docket-gone', 'docket', 'gone', '{"triggers": []}');
    update inngest.functions set is_current = false where id = 'docket-gone';
    insert into inngest.schedules values ('docket-sweep', '*/5 * * * *', now() + interval '2 minutes');`);
});
beforeEach(() => asServer("delete from inngest.runs"));
afterAll(() => asServer("delete from inngest.apps"));

async function asServer(script: string): Promise<void> {
  await withOwner((owner) => owner.query(script));
}

async function makeRun(
  desk: Desk | null,
  fields: { status?: string; fn?: string; minutesAgo?: number } = {},
): Promise<string> {
  const id = `RUN${String(++count).padStart(8, "0")}`;
  const { status = "running", fn = "docket-notify", minutesAgo = 0 } = fields;
  const ended = ["completed", "failed", "cancelled"].includes(status);
  const organization = desk ? `'${desk.organization.id}'` : "null";
  await asServer(`
    insert into inngest.runs (id, app_id, function_id, organization_id, status, event_name, events, created_at, started_at, ended_at)
    values ('${id}', 'docket', '${fn}', ${organization}, '${status}', 'ticket.created', '[{"data":{"secret":1}}]',
      now() - interval '${minutesAgo} minutes', now() - interval '${minutesAgo} minutes', ${ended ? "now()" : "null"});
    insert into inngest.steps (run_id, id, organization_id, op, name, status, data, ordinal, ended_at)
    values ('${id}', 'a', ${organization}, 'StepRun', 'first', 'completed', '{"sent":2}', 1, now());
    insert into inngest.steps (run_id, id, organization_id, op, name, status)
    values ('${id}', 'b', ${organization}, 'Sleep', 'rest', 'waiting');
    insert into inngest.timers values ('${id}', 'b', now() + interval '1 hour');`);
  return id;
}

const list = (desk: Desk, query: object = {}) =>
  desk.as("admin", async (ctx) => (await listRuns(ctx, listRunsQuery.parse(query))).data.map(({ id }) => id));

test("an organization sees its own runs and the installation's, newest first and by page", async () => {
  const [old, shared, fresh] = [
    await makeRun(mine, { minutesAgo: 9 }),
    await makeRun(null, { minutesAgo: 5, fn: "docket-sweep" }),
    await makeRun(mine, { status: "failed" }),
  ];
  await makeRun(theirs);
  expect(await list(mine)).toEqual([fresh, shared, old]);
  expect(await list(mine, { status: "failed" })).toEqual([fresh]);
  expect(await list(mine, { function_id: "docket-sweep" })).toEqual([shared]);
  const page = await mine.as("admin", (ctx) => listRuns(ctx, listRunsQuery.parse({ limit: 2 })));
  expect(page.pagination).toMatchObject({ total: null, next_cursor: expect.any(String) });
  expect(await list(mine, { limit: 2, cursor: page.pagination.next_cursor })).toEqual([old]);
});

test("a run tells its steps, and one of the installation keeps its data to itself", async () => {
  const own = await mine.as("admin", async (ctx) => getRun(ctx, await makeRun(mine)));
  expect(own.data).toMatchObject({
    function_name: "notify",
    status: "running",
    events: [{ data: { secret: 1 } }],
  });
  expect(own.data.steps).toMatchObject([
    { name: "first", status: "completed", output: { sent: 2 }, attempt: 1 },
    { name: "rest", kind: "Sleep", status: "waiting", due_at: expect.any(Date) },
  ]);
  const shared = await mine.as("admin", async (ctx) => getRun(ctx, await makeRun(null)));
  expect(shared.data).toMatchObject({ is_shared: true, events: [], output: null });
  expect(shared.data.steps[0]?.output).toBeNull();
});

test("another organization's run is not there, whatever is asked of it", async () => {
  const id = await makeRun(theirs);
  for (const act of [getRun, cancelRun, retryRun])
    await expect(mine.as("admin", (ctx) => act(ctx, id))).rejects.toMatchObject({ code: "not_found" });
  expect(await list(theirs)).toEqual([id]);
});

test("cancelling ends the run once, and leaves a trace", async () => {
  const id = await makeRun(mine);
  const { data } = await mine.as("admin", (ctx) => cancelRun(ctx, id));
  expect(data).toMatchObject({
    status: "cancelled",
    error: { message: expect.stringContaining("Cancelled by") },
  });
  await expect(mine.as("admin", (ctx) => cancelRun(ctx, id))).rejects.toMatchObject({ code: "conflict" });
  const traces = await mine.fill((ctx) => ctx.tx.ticketAudit.count({ where: { action: "RUN_CANCELLED" } }));
  expect(traces).toBe(1);
});

test("repeating makes a new run with the same events, unless one is under way or the function is gone", async () => {
  const id = await makeRun(mine, { status: "failed" });
  const { data } = await mine.as("admin", (ctx) => retryRun(ctx, id));
  expect(data).toMatchObject({
    retry_of: id,
    status: "queued",
    events: [{ data: { secret: 1 } }],
    steps: [],
  });
  await expect(mine.as("admin", (ctx) => retryRun(ctx, data.id))).rejects.toMatchObject({ code: "conflict" });
  const gone = await makeRun(mine, { status: "failed", fn: "docket-gone" });
  await expect(mine.as("admin", (ctx) => retryRun(ctx, gone))).rejects.toMatchObject({ code: "conflict" });
});

test("what serves several organizations is no single one's to cancel or repeat", async () => {
  const id = await makeRun(null);
  await expect(mine.as("admin", (ctx) => cancelRun(ctx, id))).rejects.toMatchObject({ code: "forbidden" });
});

test("functions name their triggers and times; the overview counts", async () => {
  await makeRun(mine, { status: "failed" });
  await makeRun(theirs, { status: "failed" });
  const { data } = await mine.as("admin", (ctx) => listFunctions(ctx));
  expect(data).toMatchObject([
    {
      name: "notify",
      triggers: [{ kind: "event", value: "ticket.created" }],
      next_run_at: null,
      failed_last_day: 1,
    },
    { name: "sweep", triggers: [{ kind: "schedule", value: "*/5 * * * *" }], next_run_at: expect.any(Date) },
  ]);
  await mine.as("admin", async (ctx) => ctx.emit("test.happened", {}));
  const overview = await mine.as("admin", (ctx) => getOverview(ctx));
  expect(overview.data).toMatchObject({ failed_last_day: 1, running: 0, engine: "elsewhere" });
  expect(overview.data.outbox_unsent).toBeGreaterThan(0);
});
