import { beforeAll, describe, expect, test } from "vitest";
import type { Actor, Context } from "@/lib/platform/organization";
import { type Role, roles } from "@/lib/platform/permissions";
import type { ChangeEvent } from "@/lib/platform/realtime/protocol";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { visibleTickets } from "./access";
import { mayLookAtTicket, ticketLivePolicy } from "./live-policy";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

test.each(roles)("%s hears of exactly the tickets they may see", async (role) => {
  const ids = (await makeTickets()).map(({ id }) => id);
  const actor = desk.actor(role);
  const seen = await desk.as(
    role,
    (ctx) =>
      ctx.tx.$queryRaw<{ id: string }[]>`
        select t.id from tickets t where t.id = any (${ids}::uuid[]) and ${visibleTickets(ctx.actor)}`,
  );
  const told = await tell(
    actor,
    ids.map((id) => change("ticket.message_added", id)),
  );
  expect(told.map(({ data }) => data.ticket_id).sort()).toEqual(seen.map(({ id }) => id).sort());
});

describe("staff who do not see every ticket", () => {
  test("hear that something changed when a ticket may have left their sight, and not which", async () => {
    const hidden = await desk.fill((ctx) =>
      makeTicket(ctx, { owner_id: desk.people.admin.id, owner_role: "admin" }),
    );
    expect(await tell(desk.actor("ops_agent"), [change("ticket.assigned", hidden.id)])).toEqual([
      { name: "tickets.changed", data: {}, actor_id: null },
    ]);
    expect(await tell(desk.actor("ops_agent"), [change("ticket.note_added", hidden.id)])).toEqual([]);
  });
});

test("very many tickets at once are told as one change", async () => {
  const tickets = await desk.fill(async (ctx) => {
    const made: { id: string }[] = [];
    while (made.length < 101) made.push(await makeTicket(ctx));
    return made;
  });
  const events = tickets.map(({ id }) => change("ticket.updated", id));
  expect(await tell(desk.actor("admin"), events)).toEqual([
    { name: "tickets.changed", data: {}, actor_id: null },
  ]);
  expect(await tell(desk.actor("admin"), events.slice(1))).toHaveLength(100);
});

test("only who may see a ticket can be seen at it", async () => {
  const ticket = await desk.fill((ctx) =>
    makeTicket(ctx, { owner_id: desk.people.finance.id, owner_role: "finance" }),
  );
  expect(await mayLookAtTicket(desk.actor("finance"), ticket.id)).toBe(true);
  expect(await mayLookAtTicket(desk.actor("ops_agent"), ticket.id)).toBe(false);
});

async function tell(actor: Actor, events: ChangeEvent[]): Promise<readonly ChangeEvent[]> {
  return (await ticketLivePolicy.judge(desk.organization.id, events))(actor);
}

function change(name: string, ticketId: string): ChangeEvent {
  return { name, data: { ticket_id: ticketId, fields: ["title"] }, actor_id: desk.people.admin.id };
}

/** One of every way in which a ticket can belong to someone, for every role. */
function makeTickets(): Promise<{ id: string }[]> {
  return desk.fill(async (ctx) => {
    const tickets: { id: string }[] = [
      await makeTicket(ctx),
      await makeTicket(ctx, { assigned_franchise_id: desk.franchise.id }),
      await makeTicket(ctx, { linked_type: "payment", linked_id: "P-1" }),
      await makeTicket(ctx, { tags: ["payment"] }),
      await makeTicket(ctx, { tags: ["payment"], owner_id: desk.people.admin.id, owner_role: "admin" }),
    ];
    for (const role of roles) tickets.push(...(await ticketsOf(ctx, role)));
    return tickets;
  });
}

async function ticketsOf(ctx: Context, role: Role): Promise<{ id: string }[]> {
  const { id } = desk.people[role];
  const watched = await makeTicket(ctx, { owner_id: desk.people.admin.id, owner_role: "admin" });
  await ctx.tx
    .$executeRaw`insert into ticket_watchers (ticket_id, user_id) values (${watched.id}::uuid, ${id}::uuid)`;
  const [requester] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into requesters (name, email, user_id) values (${role}, ${`${role}-${watched.id}@example.com`}, ${id}::uuid)
    on conflict (organization_id, user_id) do update set name = excluded.name returning id`;
  return [
    watched,
    await makeTicket(ctx, { created_by_id: id, created_by_role: role }),
    await makeTicket(ctx, { owner_id: id, owner_role: role }),
    await makeTicket(ctx, { owner_id: null, owner_role: role }),
    await makeTicket(ctx, { requester_id: requester?.id }),
  ];
}
