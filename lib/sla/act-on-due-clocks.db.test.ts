import { beforeEach, describe, expect, test } from "vitest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { addMessage } from "@/lib/tickets/add-message";
import { createMessageInput } from "@/lib/tickets/schema";
import { transitionTicket } from "@/lib/tickets/transition-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { actOnDueClocks, findNextDue } from "./act-on-due-clocks";
import { slaEvents } from "./events";
import { explainTicketSla } from "./explain-ticket-sla";

useTestDatabase();
let desk: Desk;
beforeEach(async () => {
  desk = await makeDesk();
});

const start = new Date("2026-11-20T10:00:00Z");
const after = (minutes: number) => new Date(start.getTime() + minutes * 60_000);

function make(fields: object = {}): Promise<Ticket> {
  const answered = { priority: "CRITICAL", owner_role: "hq_support", first_response_at: start, ...fields };
  return desk.fill((ctx) => makeTicket(ctx, answered), start);
}

function act(minutes: number): Promise<number> {
  const now = after(minutes);
  return withOrganization(systemActor(desk.organization.id), (ctx) => actOnDueClocks(ctx, 50), { now });
}

async function rowOf(ticket: Ticket) {
  const [row] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<Record<string, unknown>[]>`select * from tickets where id = ${ticket.id}::uuid`,
  );
  return row ?? {};
}

async function told(ticket: Ticket) {
  const { events } = await desk.trail(ticket);
  return events.flatMap(({ name, data }) => {
    const schema = slaEvents[name as keyof typeof slaEvents];
    if (!schema) return [];
    schema.parse(data);
    return [`${name} ${data.clock ?? data.level}${data.is_chain_end ? " end" : ""}`];
  });
}

describe("a ticket left alone", () => {
  test("is warned about, breaches, and goes up its chain level by level to the end", async () => {
    const ticket = await make({ owner_id: desk.people.hq_support.id });
    expect(await act(191)).toBe(0);
    expect(await act(193)).toBe(1);
    expect(await act(194)).toBe(0);
    expect(await told(ticket)).toEqual(["ticket.sla_near_breach resolution"]);

    expect(await act(241)).toBe(1);
    expect(await rowOf(ticket)).toMatchObject({
      status: "ESCALATED",
      owner_role: "regional_manager",
      owner_id: null,
      sla_escalation_level: 1,
      sla_breached: true,
    });
    expect(await act(300)).toBe(0);
    expect(await act(302)).toBe(1);
    expect(await rowOf(ticket)).toMatchObject({ owner_role: "ceo_oncall", sla_escalation_level: 2 });
    expect(await act(363)).toBe(1);
    expect(await rowOf(ticket)).toMatchObject({ owner_role: "ceo_oncall", sla_escalation_level: 2 });
    expect(await act(10_000)).toBe(0);
    expect(await told(ticket)).toEqual([
      "ticket.sla_near_breach resolution",
      "ticket.sla_breached resolution",
      "ticket.auto_escalated 1",
      "ticket.auto_escalated 2",
      "ticket.auto_escalated 3 end",
    ]);
    const { audit } = await desk.trail(ticket);
    const actions = audit.map(({ action }) => action);
    expect(actions.filter((action) => action === "AUTO_ESCALATED")).toHaveLength(3);
    expect(actions.filter((action) => action === "SLA_BREACHED")).toHaveLength(1);
    const { data } = await desk.as("admin", (ctx) => explainTicketSla(ctx, ticket.id), { now: after(400) });
    expect(data.escalations.map(({ new_role }) => new_role)).toEqual([
      "regional_manager",
      "ceo_oncall",
      "ceo_oncall",
    ]);
  });

  test("by everybody: the clock of the first answer warns and breaches without an escalation", async () => {
    const ticket = await make({ first_response_at: null });
    await act(25);
    await act(31);
    expect(await told(ticket)).toEqual([
      "ticket.sla_near_breach first_response",
      "ticket.sla_breached first_response",
    ]);
    expect(await rowOf(ticket)).toMatchObject({ status: "NEW", response_breached: true, version: 1 });
  });
});

test("a paused ticket is left in peace, and gets its time back", async () => {
  const ticket = await make({ status: "IN_PROGRESS" });
  const move = (status: "AWAITING_SHIPPER" | "IN_PROGRESS", minutes: number) =>
    desk.as("admin", (ctx) => transitionTicket(ctx, ticket.id, { status }), { now: after(minutes) });
  await move("AWAITING_SHIPPER", 100);
  expect(await act(1000)).toBe(0);
  await move("IN_PROGRESS", 1000);
  expect(await rowOf(ticket)).toMatchObject({ sla_due_at: after(1140), sla_next_at: after(1092) });
  expect(await act(1139)).toBe(1);
  expect(await act(1141)).toBe(1);
});

test("an answer given in time is never told of as late", async () => {
  const ticket = await make({ first_response_at: null });
  await desk.as(
    "admin",
    (ctx) => addMessage(ctx, ticket.id, createMessageInput.parse({ message: "We are on it." })),
    { now: after(10) },
  );
  await act(200);
  expect(await told(ticket)).toEqual(["ticket.sla_near_breach resolution"]);
});

test("the next instant is the earliest of all clocks and tickets", async () => {
  await make();
  await make({ first_response_at: null });
  const next = await withOrganization(systemActor(desk.organization.id), findNextDue);
  expect(next).toEqual(after(24));
});

test("two workers, each killed at random, take every level of every ticket exactly once", async () => {
  const tickets = await desk.fill(async (ctx) => {
    const made: Ticket[] = [];
    for (let count = 0; count < 24; count += 1)
      made.push(
        await makeTicket(ctx, { priority: "CRITICAL", owner_role: "hq_support", first_response_at: start }),
      );
    return made;
  }, start);
  let deaths = 0;
  const worker = async (now: Date, seed: number) => {
    for (let round = 0, idle = 0; idle < 3 && round < 200; round += 1) {
      const acted = await withOrganization(
        systemActor(desk.organization.id),
        async (ctx) => {
          const done = await actOnDueClocks(ctx, 5);
          if ((round * 7 + seed) % 3 === 0) throw new Error("killed before its commit");
          return done;
        },
        { now },
      ).catch(() => {
        deaths += 1;
        return 1;
      });
      idle = acted === 0 ? idle + 1 : 0;
    }
  };
  for (const minutes of [241, 302, 363, 424]) {
    const now = after(minutes);
    await Promise.all([worker(now, 1), worker(now, 2)]);
  }
  expect(deaths).toBeGreaterThan(5);
  const levels = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ ticket_id: string; level: number }[]>`
      select ticket_id, level from sla_escalations order by ticket_id, level`,
  );
  expect(levels).toHaveLength(tickets.length * 3);
  const events = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ level: number; count: number; tickets: number }[]>`
      select (data ->> 'level')::int as level, count(*)::int as count, count(distinct data ->> 'ticket_id')::int as tickets
      from outbox where name = 'ticket.auto_escalated' group by 1 order by 1`,
  );
  expect(events).toEqual(
    [1, 2, 3].map((level) => ({ level, count: tickets.length, tickets: tickets.length })),
  );
});
