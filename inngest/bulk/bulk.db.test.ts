import { beforeAll, expect, test } from "vitest";
import { getOperation } from "@/lib/bulk/get-operation";
import { startBulkInput } from "@/lib/bulk/schema";
import { startBulk } from "@/lib/bulk/start-bulk";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { runBulkOperations } from "./run-bulk-operations";
import { scheduleBulkOperations } from "./schedule-bulk-operations";

useTestDatabase();
let desk: Desk;
const ticketCount = 130;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`
      insert into tickets (title, description, owner_role) select 'Ticket number ' || i, 'It is one of very many.', 'ops_agent'
      from generate_series(1, ${ticketCount}::int) i`,
  );
});

async function start(filter: object) {
  const reason = "Cleaning up after the outage of Friday";
  const input = startBulkInput.parse({ action: "note", payload: { message: "Once each." }, filter, reason });
  return desk.as("admin", (ctx) => startBulk(ctx, input));
}
async function queued() {
  const rows = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ id: string }[]>`select id from outbox where name = 'bulk.queued'`,
  );
  return rows.length;
}

test("many tickets are worked off by a function, each once, however often its step comes", async () => {
  const { data } = await start({});
  expect(await queued()).toBe(1);
  const event = { name: "bulk.queued", data: { organization_id: desk.organization.id } };
  const run = await runFunction(runBulkOperations, event, { crashAfter: ["work-0"] });
  expect(run).toMatchObject({ status: "completed", ran: { "work-0": 2 } });
  const done = await desk.as("admin", (ctx) => getOperation(ctx, data.id));
  expect(done.data).toMatchObject({ status: "completed", succeeded: ticketCount });
  const [messages] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ count: number }[]>`select count(*)::int as count from ticket_messages`,
  );
  expect(messages?.count).toBe(ticketCount);
});

test("few tickets are changed in the request and wait for nobody", async () => {
  const { data } = await start({ search: "Ticket number 17" });
  expect(data).toMatchObject({ status: "completed" });
  expect(await queued()).toBe(1);
});

test("what nobody works on is announced again", async () => {
  await start({});
  const before = await runFunction(scheduleBulkOperations);
  expect(before.sent).toEqual([]);
  await desk.fill(
    (ctx) =>
      ctx.tx
        .$executeRaw`update bulk_operations set created_at = now() - interval '5 minutes' where status = 'pending'`,
  );
  const { sent } = await runFunction(scheduleBulkOperations);
  expect(sent).toMatchObject([{ name: "bulk.work_due", data: { organization_id: desk.organization.id } }]);
});
