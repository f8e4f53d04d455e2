import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withOrganization } from "@/lib/platform/organization";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { cancelBulk } from "./cancel-bulk";
import { getOperation } from "./get-operation";
import { listOperationItems } from "./list-operation-items";
import { runBatch } from "./run-batch";
import { runBulkOperations } from "./run-bulk-operations";
import { listBulkItemsQuery, startBulkInput } from "./schema";
import { startBulk } from "./start-bulk";
import { undoBulk } from "./undo-bulk";

useTestDatabase();
let desk: Desk;
const ticketCount = 250;
const reason = "Cleaning up after the outage of Friday";

beforeAll(async () => {
  const other = await makeDesk();
  await fill(other, 1);
});
beforeEach(async () => {
  desk = await makeDesk();
  await fill(desk, ticketCount);
});

async function fill(where: Desk, count: number) {
  await where.fill(
    (ctx) => ctx.tx.$executeRaw`
      insert into tickets (title, description, owner_role) select 'Ticket number ' || i, 'It is one of very many.', 'ops_agent'
      from generate_series(1, ${count}::int) i`,
  );
}
const start = async (fields: object = {}, actor = desk.actor("admin")) => {
  const input = { action: "note", payload: { message: "Once each." }, filter: {}, reason, ...fields };
  return (await withOrganization(actor, (ctx) => startBulk(ctx, startBulkInput.parse(input)))).data;
};
const read = async (id: string) => (await desk.as("admin", (ctx) => getOperation(ctx, id))).data;
const run = () => runBulkOperations(desk.organization.id);
async function count(what: string) {
  const rows = await desk.fill((ctx) =>
    ctx.tx.$queryRawUnsafe<{ n: number }[]>(`select count(*)::int as n from ${what}`),
  );
  return rows[0]?.n;
}

test("a large operation waits for the background, which does every ticket once", async () => {
  const operation = await start();
  expect(operation).toMatchObject({ status: "pending", total: ticketCount, succeeded: 0 });
  expect(operation.undo_refused_because).not.toBeNull();
  await run();
  expect(await read(operation.id)).toMatchObject({ status: "completed", succeeded: ticketCount, failed: 0 });
  expect(await count("ticket_messages")).toBe(ticketCount);
  expect(await count("(select distinct ticket_id from ticket_messages) each")).toBe(ticketCount);
  expect(await count("ticket_audit where action = 'BULK_NOTE'")).toBe(ticketCount);
  await run();
  expect(await count("ticket_messages")).toBe(ticketCount);
});

test("a crash in the middle of a batch loses that batch alone, and the next run completes it", async () => {
  const operation = await start();
  await desk.as("admin", (ctx) => runBatch(ctx, operation.id, 100));
  const crash = desk.as("admin", async (ctx) => {
    await runBatch(ctx, operation.id, 100);
    throw new Error("the process was killed here");
  });
  await expect(crash).rejects.toThrow();
  expect(await read(operation.id)).toMatchObject({ status: "running", succeeded: 100 });
  expect(await count("ticket_messages")).toBe(100);
  await run();
  expect(await read(operation.id)).toMatchObject({ status: "completed", succeeded: ticketCount });
  expect(await count("(select ticket_id from ticket_messages group by 1 having count(*) = 1) each")).toBe(
    ticketCount,
  );
});

test("several processes at once do nothing twice", async () => {
  const operations = [await start(), await start({ action: "watch", payload: {} })];
  await Promise.all([run(), run(), run()]);
  await run();
  for (const { id } of operations)
    expect(await read(id)).toMatchObject({ status: "completed", succeeded: ticketCount });
  expect(await count("ticket_messages")).toBe(ticketCount);
  expect(await count("ticket_watchers")).toBe(ticketCount);
});

test("cancelling keeps what is done, drops the rest, and the done part can be undone", async () => {
  const operation = await start({ action: "priority", payload: { priority: "LOW" } });
  await desk.as("admin", (ctx) => runBatch(ctx, operation.id, 100));
  const cancelled = await desk.as("admin", (ctx) => cancelBulk(ctx, operation.id));
  expect(cancelled.data).toMatchObject({ status: "cancelled", succeeded: 100, undo_refused_because: null });
  await run();
  expect(await count("tickets where priority = 'LOW'")).toBe(100);
  const dropped = await desk.as("admin", (ctx) =>
    listOperationItems(ctx, operation.id, listBulkItemsQuery.parse({ result: "cancelled", limit: "10" })),
  );
  expect(dropped.pagination.total).toBe(ticketCount - 100);
  await expect(desk.as("admin", (ctx) => cancelBulk(ctx, operation.id))).rejects.toMatchObject({
    code: "conflict",
  });
  await desk.as("admin", (ctx) => undoBulk(ctx, operation.id, "It was the wrong selection altogether"));
  expect(await count("tickets where priority = 'LOW'")).toBe(0);
});

test("a large undo is worked off in the background as well", async () => {
  const operation = await start({ action: "archive", payload: {} });
  await run();
  expect(await count("tickets where archived")).toBe(ticketCount);
  const { data: undo } = await desk.as("admin", (ctx) =>
    undoBulk(ctx, operation.id, "It was the wrong selection altogether"),
  );
  expect(undo.status).toBe("pending");
  expect((await read(operation.id)).undo_refused_because).toBe("It is being undone already.");
  await run();
  expect(await read(undo.id)).toMatchObject({ status: "completed", succeeded: ticketCount });
  expect(await count("tickets where archived")).toBe(0);
});

describe("the person who asked", () => {
  const change = (set: string) =>
    desk.fill((ctx) =>
      ctx.tx.$executeRawUnsafe(`update users set ${set} where id = '${desk.people.admin.id}'`),
    );

  test("is deactivated meanwhile: nothing more is done in their name", async () => {
    const operation = await start();
    await change("deactivated_at = now()");
    await run();
    expect(await read(operation.id)).toMatchObject({
      status: "failed",
      succeeded: 0,
      error_message: expect.stringContaining("no longer active"),
    });
    expect(await count("bulk_operation_items where result = 'cancelled'")).toBe(ticketCount);
  });

  test("lost the role meanwhile: each ticket is refused by today's rules", async () => {
    const operation = await start({ action: "archive", payload: {} });
    await change("role = 'ops_manager'");
    await run();
    expect(await read(operation.id)).toMatchObject({ status: "completed", succeeded: ticketCount });
    const second = await start({ action: "restore", payload: {}, filter: { archived: "true" } });
    await change("role = 'finance'");
    await run();
    expect(await read(second.id)).toMatchObject({ succeeded: 0, failed: ticketCount });
  });

  test("used a token: its scopes still count", async () => {
    const actor = desk.actor("admin", { scopes: ["tickets:bulk", "tickets:read"] });
    const operation = await start({}, actor);
    await run();
    expect(await read(operation.id)).toMatchObject({ succeeded: 0, failed: ticketCount });
  });
});
