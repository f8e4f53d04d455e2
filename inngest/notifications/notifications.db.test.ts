import { beforeAll, expect, test } from "vitest";
import type { Context } from "@/lib/platform/organization";
import type { Role } from "@/lib/platform/permissions";
import { addMessage } from "@/lib/tickets/add-message";
import { assignTicket } from "@/lib/tickets/assign-ticket";
import { watchTicket } from "@/lib/watchers/watch-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeBrowsers, makeRequester, makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { notifyAboutDeadline } from "./notify-about-deadline";
import { notifyAboutTicket } from "./notify-about-ticket";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.fill(makeBrowsers);
});

type Row = { name: string; kind: string; reason: string; channels: string };

/** Runs the function for the newest event of that name, as the outbox would send it. */
async function deliver(name: string, options = {}) {
  const [row] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ id: string; data: object; actor_id: string }[]>`
      select id, data, actor_id from outbox where name = ${name} order by id desc limit 1`,
  );
  if (!row) throw new Error(`No event ${name}`);
  const data = { ...row.data, organization_id: desk.organization.id, actor_id: row.actor_id };
  return {
    event: { id: row.id, name, data },
    run: await runFunction(notifyAboutTicket, { id: row.id, name, data }, options),
  };
}

async function toldOf(ticket: { id: string }): Promise<Row[]> {
  return desk.fill(
    (ctx) => ctx.tx.$queryRaw<Row[]>`
      select coalesce(u.role, 'contact') as name, n.kind, n.reason,
        concat_ws(' ', case when in_bell then 'bell' end,
          (select string_agg(d.channel, ' ' order by d.channel) from notification_deliveries d where d.notification_id = n.id)) as channels
      from notifications n left join users u on u.id = n.user_id where n.ticket_id = ${ticket.id}::uuid order by n.id`,
  );
}

const as = <Result>(role: Role, run: (ctx: Context) => Promise<Result>) => desk.as(role, run);

test("an assignment tells the new owner, watchers quietly, and never who did it", async () => {
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent" }));
  await as("hq_support", (ctx) =>
    watchTicket(ctx, ticket.id, desk.people.hq_support.id, { notify_push: false }),
  );
  await as("ops_manager", (ctx) => watchTicket(ctx, ticket.id, desk.people.ops_manager.id, {}));
  await as("ops_manager", (ctx) =>
    assignTicket(ctx, ticket.id, { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id }),
  );
  const { run } = await deliver("ticket.assigned");
  expect(run).toMatchObject({ status: "completed", output: { notified: 2 } });
  expect(await toldOf(ticket)).toEqual([
    { name: "ops_agent", kind: "assigned", reason: "owner", channels: "bell email push" },
    { name: "hq_support", kind: "changed", reason: "watcher", channels: "bell email" },
  ]);
});

test("the same event again, and a crash after writing, tell nobody twice", async () => {
  const ticket = await desk.fill((ctx) =>
    makeTicket(ctx, { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id }),
  );
  await as("ops_manager", (ctx) =>
    addMessage(ctx, ticket.id, {
      message: "Please look at this.",
      attachments: [],
      mentions: [],
      is_internal_note: false,
    }),
  );
  const { event, run } = await deliver("ticket.message_added", { crashAfter: ["write-notifications"] });
  expect(run.ran).toEqual({ "write-notifications": 2 });
  expect((await runFunction(notifyAboutTicket, event)).output).toEqual({ notified: 0 });
  expect(await toldOf(ticket)).toHaveLength(1);
  const events = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ name: string }[]>`
      select name from outbox where name like 'notification.%' and (data ->> 'ticket_id' = ${ticket.id}
        or data ->> 'notification_id' in (select id::text from notifications where ticket_id = ${ticket.id}::uuid)) order by name`,
  );
  expect(events.map(({ name }) => name)).toEqual([
    "notification.created",
    "notification.email_due",
    "notification.push_due",
  ]);
});

test("a reply reaches a requester without an account by e-mail alone, a note never", async () => {
  const ticket = await desk.fill(async (ctx) => {
    const requester = await makeRequester(ctx);
    return makeTicket(ctx, {
      requester_id: requester.id,
      owner_role: "ops_agent",
      owner_id: desk.people.ops_agent.id,
    });
  });
  const say = (is_internal_note: boolean) =>
    as("ops_agent", (ctx) =>
      addMessage(ctx, ticket.id, {
        message: "A word about it.",
        attachments: [],
        mentions: [desk.people.finance.id, desk.people.hq_support.id],
        is_internal_note,
      }),
    );
  await say(true);
  await deliver("ticket.note_added");
  // Finance was mentioned too, but may not see the ticket.
  expect(await toldOf(ticket)).toEqual([
    { name: "hq_support", kind: "mentioned", reason: "mentioned", channels: "bell email push" },
  ]);
  await say(false);
  await deliver("ticket.message_added");
  expect((await toldOf(ticket)).slice(1)).toEqual([
    { name: "hq_support", kind: "mentioned", reason: "mentioned", channels: "bell email push" },
    { name: "contact", kind: "replied", reason: "requester", channels: "email" },
  ]);
});

test("a near breach tells the owner; without one, the queue; an escalation the role of the next level", async () => {
  const [owned, waiting] = await desk.fill(async (ctx) => [
    await makeTicket(ctx, { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id }),
    await makeTicket(ctx, { owner_role: "ops_manager" }),
  ]);
  if (!owned || !waiting) throw new Error("two tickets were made");
  const about = (ticket: { id: string }, more: object) => ({
    name: "ticket.sla_near_breach",
    data: {
      organization_id: desk.organization.id,
      ticket_id: ticket.id,
      actor_id: null,
      clock: "resolution",
      ...more,
    },
  });
  await runFunction(
    notifyAboutDeadline,
    about(owned, { owner_id: desk.people.ops_agent.id, owner_role: "ops_agent" }),
  );
  expect((await toldOf(owned)).map(({ name, reason }) => [name, reason])).toEqual([["ops_agent", "owner"]]);
  await runFunction(notifyAboutDeadline, about(waiting, { owner_id: null, owner_role: "ops_manager" }));
  expect((await toldOf(waiting)).map(({ name, reason }) => [name, reason])).toEqual([
    ["ops_manager", "role"],
  ]);
  await runFunction(notifyAboutDeadline, {
    ...about(waiting, {
      level: 1,
      old_owner_id: null,
      owner_id: null,
      new_role: "hq_support",
      is_chain_end: false,
    }),
    name: "ticket.auto_escalated",
  });
  expect((await toldOf(waiting)).at(-1)).toEqual({
    name: "hq_support",
    kind: "escalated",
    reason: "role",
    channels: "bell email push",
  });
});

test("another organization's people hear nothing of it", async () => {
  const other = await makeDesk();
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_manager" }));
  const run = await runFunction(notifyAboutTicket, {
    name: "ticket.assigned",
    data: { organization_id: other.organization.id, ticket_id: ticket.id, owner_id: other.people.admin.id },
  });
  expect(run.output).toEqual({ notified: 0 });
  expect(await toldOf(ticket)).toEqual([]);
});
