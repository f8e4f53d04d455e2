import { beforeAll, expect, test } from "vitest";
import { addMessage } from "@/lib/tickets/add-message";
import { getTicket } from "@/lib/tickets/get-ticket";
import { createMessageInput, updateTicketInput } from "@/lib/tickets/schema";
import { updateTicket } from "@/lib/tickets/update-ticket";
import { listWatchers } from "@/lib/watchers/list-watchers";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeWatcher, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { getOperation } from "./get-operation";
import { listOperationItems } from "./list-operation-items";
import { listBulkItemsQuery, startBulkInput } from "./schema";
import { startBulk } from "./start-bulk";
import { undoBulk } from "./undo-bulk";

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
const start = (tickets: Ticket[], change: object) =>
  desk.as("admin", (ctx) =>
    startBulk(
      ctx,
      startBulkInput.parse({ ticket_ids: tickets.map((ticket) => ticket.id), reason, ...change }),
    ),
  );
const undo = (id: string, from = desk) =>
  from.as("admin", (ctx) => undoBulk(ctx, id, "It was the wrong selection altogether"));
const get = async (ticket: Ticket) => (await desk.as("admin", (ctx) => getTicket(ctx, ticket.id))).data;
const facts = async (ticket: Ticket) => {
  const { version, moves, refusals, ...rest } = await get(ticket);
  // The time that a ticket spent resolved is given back to its clocks, undone or not.
  return Object.fromEntries(
    Object.entries(rest).filter(([field]) => !/updated_at$|_(due|near_breach|paused)_at$/.test(field)),
  );
};

test.each<[string, object, Record<string, unknown>]>([
  ["assign", { owner_role: "finance" }, { owner_role: "ops_agent" }],
  ["transition", { status: "IN_PROGRESS" }, { status: "NEW" }],
  ["resolve", { resolution_summary: "The outage is over since noon" }, { status: "OPEN" }],
  ["close", {}, { status: "RESOLVED", resolved_at: "2026-01-05T10:00:00Z" }],
  ["reopen", {}, { status: "RESOLVED", resolved_at: "2026-01-05T10:00:00Z" }],
  ["escalate", {}, { status: "OPEN", priority: "HIGH" }],
  ["priority", { priority: "CRITICAL" }, { priority: "LOW" }],
  ["tags", { add: ["new"] }, { tags: ["old"] }],
  ["archive", {}, {}],
  ["restore", {}, { archived: true }],
  ["watch", {}, {}],
])("%s is taken back to the last field", async (action, payload, fields) => {
  const ticket = await make(fields);
  const before = await facts(ticket);
  const { data } = await start([ticket], { action, payload });
  expect(data.succeeded).toBe(1);
  const undone = await undo(data.id);
  expect(undone.data).toMatchObject({ action: "undo", undo_of_id: data.id, succeeded: 1, failed: 0 });
  expect(await facts(ticket)).toEqual(before);
  const { audit } = await desk.trail(ticket);
  expect(audit.at(-1)).toMatchObject({ action: "BULK_UNDO", payload: { undo_of_id: data.id } });
  const original = await desk.as("admin", (ctx) => getOperation(ctx, data.id));
  expect(original.data).toMatchObject({ undone: 1, undo_refused_because: "There is nothing left to undo." });
});

test("a ticket someone changed since is left as it is and reported; a reply alone does not count", async () => {
  const [untouched, changed, answered] = [await make(), await make(), await make()];
  const { data } = await start([untouched, changed, answered], {
    action: "priority",
    payload: { priority: "LOW" },
  });
  await desk.as("admin", (ctx) => updateTicket(ctx, changed.id, updateTicketInput.parse({ tags: ["mine"] })));
  await desk.as("admin", (ctx) =>
    addMessage(ctx, answered.id, createMessageInput.parse({ message: "Hello" })),
  );
  const undone = await undo(data.id);
  expect(undone.data).toMatchObject({ succeeded: 2, failed: 1 });
  const { data: failed } = await desk.as("admin", (ctx) =>
    listOperationItems(ctx, undone.data.id, listBulkItemsQuery.parse({ result: "failed" })),
  );
  expect(failed).toEqual([
    expect.objectContaining({
      ticket_id: changed.id,
      message: expect.stringContaining("changed this ticket since"),
    }),
  ]);
  expect(await Promise.all([untouched, changed, answered].map(async (t) => (await get(t)).priority))).toEqual(
    ["MEDIUM", "LOW", "MEDIUM"],
  );
});

test("watching again comes with its channels, and a merge is taken apart", async () => {
  const [watched, source, target] = [await make(), await make(), await make()];
  await desk.fill((ctx) => makeWatcher(ctx, watched, desk.people.admin, { notify_sms: true }));
  const unwatch = await start([watched], { action: "unwatch" });
  expect((await get(watched)).is_watching).toBe(false);
  await undo(unwatch.data.id);
  const watchers = await desk.as("admin", (ctx) => listWatchers(ctx, watched.id));
  expect(watchers.data).toEqual([expect.objectContaining({ notify_sms: true })]);
  const merge = await start([source], { action: "merge", payload: { target_id: target.id } });
  expect((await get(source)).merged_into?.id).toBe(target.id);
  await undo(merge.data.id);
  expect(await get(source)).toMatchObject({ merged_into: null, status: "NEW" });
});

test("what cannot be undone says so", async () => {
  const ticket = await make();
  const reply = await start([ticket], { action: "reply", payload: { message: "Sent is sent." } });
  await expect(undo(reply.data.id)).rejects.toMatchObject({ message: expect.stringContaining("taken back") });
  const archive = await start([ticket], { action: "archive" });
  const undone = await undo(archive.data.id);
  await expect(undo(archive.data.id)).rejects.toMatchObject({ code: "conflict" });
  await expect(undo(undone.data.id)).rejects.toMatchObject({ message: "This was an undo itself." });
  await expect(undo(archive.data.id, other)).rejects.toMatchObject({ code: "not_found" });
});
