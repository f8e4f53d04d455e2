import { beforeAll, describe, expect, test } from "vitest";
import { getTicket } from "@/lib/tickets/get-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeUser, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listOperationItems } from "./list-operation-items";
import { listOperations } from "./list-operations";
import { previewBulk } from "./preview-bulk";
import { listBulkItemsQuery, listBulkQuery, previewBulkInput, startBulkInput } from "./schema";
import { startBulk } from "./start-bulk";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
});

const reason = "Cleaning up after the outage of Friday";
const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));
const start = (tickets: { id: string }[], change: object) =>
  desk.as("admin", (ctx) =>
    startBulk(
      ctx,
      startBulkInput.parse({ ticket_ids: tickets.map((ticket) => ticket.id), reason, ...change }),
    ),
  );
const items = async (id: string) =>
  (await desk.as("admin", (ctx) => listOperationItems(ctx, id, listBulkItemsQuery.parse({})))).data;
const get = async (ticket: Ticket) => (await desk.as("admin", (ctx) => getTicket(ctx, ticket.id))).data;

test("one failure stops no other, and each ticket has its result, audit rows and events", async () => {
  const [good, closed, sensitive] = [
    await make(),
    await make({ status: "CLOSED" }),
    await make({ is_sensitive: true }),
  ];
  const foreign = await other.fill((ctx) => makeTicket(ctx));
  const payload = { owner_role: "finance", owner_id: desk.people.finance.id };
  const { data } = await start([good, closed, sensitive, foreign], { action: "assign", payload });
  expect(data).toMatchObject({
    status: "completed",
    total: 4,
    succeeded: 1,
    failed: 3,
    undo_refused_because: null,
  });
  const results = new Map((await items(data.id)).map((item) => [item.ticket_id, item]));
  expect(results.get(good.id)).toMatchObject({ result: "succeeded", number: good.number });
  expect(results.get(closed.id)).toMatchObject({ error_code: "conflict" });
  expect(results.get(sensitive.id)).toMatchObject({
    error_code: "reason_required",
    title: "Sensitive ticket",
  });
  expect(results.get(foreign.id)).toMatchObject({ error_code: "not_found", number: null, title: null });
  expect(await get(good)).toMatchObject({ owner_id: desk.people.finance.id, owner_role: "finance" });
  const { audit, events } = await desk.trail(good);
  expect(audit.slice(1)).toEqual([
    expect.objectContaining({ action: "ASSIGNED", payload: expect.objectContaining({ reason }) }),
    expect.objectContaining({
      action: "BULK_ASSIGN",
      actor_id: desk.people.admin.id,
      payload: { operation_id: data.id, reason },
    }),
  ]);
  expect(events.map((event) => event.name)).toEqual(["ticket.assigned"]);
  expect((await desk.trail(closed)).audit.map((row) => row.action)).toEqual(["CREATED"]);
  expect((await other.trail(foreign)).audit.map((row) => row.action)).toEqual(["CREATED"]);
});

describe("every action", () => {
  test.each<[string, object, Record<string, unknown>, Record<string, unknown>]>([
    ["transition", { status: "IN_PROGRESS" }, {}, { status: "IN_PROGRESS" }],
    [
      "resolve",
      { resolution_summary: "The outage is over since noon" },
      { status: "OPEN" },
      { status: "RESOLVED" },
    ],
    ["close", {}, { status: "RESOLVED" }, { status: "CLOSED" }],
    ["reopen", {}, { status: "RESOLVED" }, { status: "REOPENED" }],
    ["escalate", {}, { status: "OPEN" }, { status: "ESCALATED", sla_escalation_level: 1 }],
    ["priority", { priority: "CRITICAL" }, { priority: "LOW" }, { priority: "CRITICAL" }],
    ["tags", { add: ["b"], remove: ["a"] }, { tags: ["a", "c"] }, { tags: ["c", "b"] }],
    ["tags", { set: ["z"] }, { tags: ["a", "c"] }, { tags: ["z"] }],
    ["archive", {}, {}, { archived: true }],
    ["restore", {}, { archived: true }, { archived: false }],
    ["watch", { notify_sms: true }, {}, { is_watching: true }],
    ["unwatch", {}, {}, { is_watching: false }],
    ["assign", { owner_role: "finance" }, {}, { owner_role: "finance", owner_id: null }],
  ])("%s %j", async (action, payload, before, after) => {
    const ticket = await make(before);
    const { data } = await start([ticket], { action, payload });
    expect(data).toMatchObject({ succeeded: 1, failed: 0, status: "completed" });
    expect(await get(ticket)).toMatchObject(after);
  });

  test("replies and notes are written once a ticket", async () => {
    const [a, b] = [await make(), await make()];
    await start([a, b], { action: "reply", payload: { message: "We are back." } });
    await start([a, b], { action: "note", payload: { message: "Check the <b>meters</b>." } });
    for (const ticket of [a, b]) {
      const { audit } = await desk.trail(ticket);
      const actions = audit.map((row) => row.action).filter((action) => action !== "FIELD_CHANGED");
      expect(actions).toEqual(["CREATED", "MESSAGE_ADDED", "BULK_REPLY", "NOTE_ADDED", "BULK_NOTE"]);
    }
  });

  test("merge takes all into one, and names what does not fit", async () => {
    const [target, a, b, closed] = [
      await make(),
      await make(),
      await make(),
      await make({ status: "CLOSED" }),
    ];
    const payload = { target_id: target.id };
    const { data } = await start([target, a, b, closed], { action: "merge", payload });
    expect(data).toMatchObject({ succeeded: 2, failed: 2 });
    expect((await get(target)).merged_tickets.map((row) => row.number)).toEqual([a.number, b.number]);
  });

  test("auto gives each ticket to whoever has least by then", async () => {
    await desk.fill((ctx) => makeUser(ctx, "compliance_officer"));
    const tickets = await Promise.all([1, 2, 3, 4].map(() => make()));
    await start(tickets, {
      action: "assign",
      payload: { owner_role: "compliance_officer", owner_id: "auto" },
    });
    const owners = await Promise.all(tickets.map(async (ticket) => (await get(ticket)).owner_id));
    const shares = [...new Set(owners)].map((id) => owners.filter((owner) => owner === id).length);
    expect(shares).toEqual([2, 2]);
  });

  test("what is as wanted already counts as done and is left untouched", async () => {
    const ticket = await make({ priority: "HIGH" });
    const { data } = await start([ticket], { action: "priority", payload: { priority: "HIGH" } });
    expect(data.succeeded).toBe(1);
    expect((await get(ticket)).version).toBe(1);
  });
});

describe("the selection", () => {
  test("a whole filter, with exceptions", async () => {
    const [a, b, c] = [
      await make({ tags: ["storm"] }),
      await make({ tags: ["storm"] }),
      await make({ tags: ["storm"] }),
    ];
    const input = {
      action: "priority",
      payload: { priority: "LOW" },
      filter: { tags: ["storm"] },
      except_ids: [b.id],
      reason,
    };
    const { data } = await desk.as("admin", (ctx) => startBulk(ctx, startBulkInput.parse(input)));
    expect(data).toMatchObject({ total: 2, succeeded: 2 });
    expect(await Promise.all([a, b, c].map(async (ticket) => (await get(ticket)).priority))).toEqual([
      "LOW",
      "MEDIUM",
      "LOW",
    ]);
  });

  test("ids twice count once; nothing at all is refused", async () => {
    const ticket = await make();
    const { data } = await start([ticket, ticket], { action: "archive" });
    expect(data.total).toBe(1);
    const nothing = { action: "archive", filter: { number: [999_999] }, reason };
    await expect(
      desk.as("admin", (ctx) => startBulk(ctx, startBulkInput.parse(nothing))),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });

  test.each([
    { action: "archive", reason },
    { action: "archive", ticket_ids: [crypto.randomUUID()], filter: {}, reason },
    { action: "archive", ticket_ids: [crypto.randomUUID()], reason: "too short" },
    { action: "tags", payload: {}, ticket_ids: [crypto.randomUUID()], reason },
    { action: "explode", ticket_ids: [crypto.randomUUID()], reason },
    { action: "archive", ticket_ids: Array.from({ length: 10_001 }, () => crypto.randomUUID()), reason },
  ])("refuses %#", (input) => {
    expect(startBulkInput.safeParse(input).success).toBe(false);
  });
});

test("a preview counts what the operation then does", async () => {
  const tickets = [
    await make({ status: "OPEN" }),
    await make(),
    await make({ archived: true }),
    await make(),
  ];
  const ticket_ids = [...tickets.map((ticket) => ticket.id), crypto.randomUUID()];
  const change = { action: "transition", payload: { status: "AWAITING_FINANCE" }, ticket_ids };
  const { data } = await desk.as("admin", (ctx) => previewBulk(ctx, previewBulkInput.parse(change)));
  expect(data).toMatchObject({ matched: 5, allowed: 1 });
  expect(data.refusals[0]).toMatchObject({ code: "invalid_transition", count: 3 });
  expect(data.refusals.map((group) => group.count)).toEqual([3, 1]);
  const done = await desk.as("admin", (ctx) => startBulk(ctx, startBulkInput.parse({ ...change, reason })));
  expect(done.data).toMatchObject({ succeeded: data.allowed, failed: data.matched - data.allowed });
});

test("operations are listed newest first, one organization's at a time", async () => {
  const mine = await desk.as("admin", (ctx) => listOperations(ctx, listBulkQuery.parse({ limit: 3 })));
  expect(mine.data).toHaveLength(3);
  expect(mine.pagination.total).toBeGreaterThan(3);
  const next = await desk.as("admin", (ctx) =>
    listOperations(ctx, listBulkQuery.parse({ limit: 3, cursor: mine.pagination.next_cursor ?? "" })),
  );
  expect(next.data.map((row) => row.id)).not.toContain(mine.data[2]?.id);
  const foreign = await other.as("admin", (ctx) => listOperations(ctx, listBulkQuery.parse({})));
  expect(foreign.pagination.total).toBe(0);
  await expect(
    other.as("admin", (ctx) => listOperationItems(ctx, mine.data[0]?.id ?? "", listBulkItemsQuery.parse({}))),
  ).rejects.toMatchObject({ code: "not_found" });
});
