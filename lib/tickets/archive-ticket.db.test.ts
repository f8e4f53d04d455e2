import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { archiveTicket, restoreTicket } from "./archive-ticket";
import { listTickets } from "./list-tickets";
import { listTicketsQuery } from "./schema";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
});

const reason = "A duplicate that a test had left behind";

test("archiving takes a ticket out of the list, restoring brings it back", async () => {
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent" }));
  const archived = await desk.as("ops_manager", (ctx) => archiveTicket(ctx, ticket.id, reason));
  expect(archived.data).toMatchObject({ archived: true, version: 2 });
  expect(archived.data.refusals.reply).toContain("archived");
  const list = () =>
    desk.as("ops_manager", (ctx) => listTickets(ctx, listTicketsQuery.parse({ number: ticket.number })));
  expect((await list()).pagination.total).toBe(0);
  const restored = await desk.as("ops_manager", (ctx) => restoreTicket(ctx, ticket.id));
  expect(restored.data.archived).toBe(false);
  expect((await list()).pagination.total).toBe(1);
  const { audit, events } = await desk.trail(ticket);
  expect(audit.at(-2)).toMatchObject({
    action: "FIELD_CHANGED",
    actor_id: desk.people.ops_manager.id,
    payload: { field: "archived", old: false, new: true, reason },
  });
  expect(events.map((event) => event.name)).toEqual(["ticket.archived", "ticket.restored"]);
});

test("archiving twice changes nothing the second time", async () => {
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { archived: true }));
  const again = await desk.as("admin", (ctx) => archiveTicket(ctx, ticket.id));
  expect(again.data.version).toBe(ticket.version);
});

test("only managers archive, and only their own organization's tickets", async () => {
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent" }));
  await expect(desk.as("ops_agent", (ctx) => archiveTicket(ctx, ticket.id))).rejects.toMatchObject({
    code: "forbidden",
  });
  await expect(other.as("admin", (ctx) => archiveTicket(ctx, ticket.id))).rejects.toMatchObject({
    code: "not_found",
  });
});
