import { beforeAll, expect, test } from "vitest";
import { getTicket } from "@/lib/tickets/get-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeUser } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listWatchers } from "./list-watchers";
import { unwatchTicket } from "./unwatch-ticket";
import { watchTicket } from "./watch-ticket";

useTestDatabase();
let desk: Desk;
let other: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  other = await makeDesk();
});

const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));

test("watching, changing channels one by one, and stopping", async () => {
  const ticket = await make();
  const me = desk.people.ops_agent.id;
  const watch = (channels = {}) => desk.as("ops_agent", (ctx) => watchTicket(ctx, ticket.id, me, channels));
  expect((await watch()).data).toMatchObject({
    watching: true,
    notify_email: true,
    notify_push: true,
    notify_sms: false,
  });
  expect((await watch({ notify_sms: true })).data).toMatchObject({ notify_email: true, notify_sms: true });
  expect((await watch({ notify_email: false })).data).toMatchObject({
    notify_email: false,
    notify_sms: true,
  });
  await watch({ notify_email: false });
  const seen = await desk.as("ops_agent", (ctx) => getTicket(ctx, ticket.id));
  expect(seen.data).toMatchObject({ is_watching: true, watcher_count: 1, version: 1 });
  const left = await desk.as("ops_agent", (ctx) => unwatchTicket(ctx, ticket.id, me));
  expect(left.data).toMatchObject({ watching: false });
  await desk.as("ops_agent", (ctx) => unwatchTicket(ctx, ticket.id, me));
  const { audit, events } = await desk.trail(ticket);
  // The fourth call and the second stop changed nothing, so they left nothing behind.
  expect(audit.map((row) => row.action)).toEqual(["CREATED", "WATCHED", "WATCHED", "WATCHED", "UNWATCHED"]);
  expect(events.map((event) => event.name)).toEqual([
    "ticket.watched",
    "ticket.watched",
    "ticket.watched",
    "ticket.unwatched",
  ]);
});

test("managers add a colleague, who then sees the ticket", async () => {
  const ticket = await make({ owner_role: "finance" });
  const colleague = desk.people.compliance_officer;
  await expect(desk.as("compliance_officer", (ctx) => getTicket(ctx, ticket.id))).rejects.toMatchObject({
    code: "not_found",
  });
  await desk.as("ops_manager", (ctx) => watchTicket(ctx, ticket.id, colleague.id, { notify_push: false }));
  expect((await desk.as("compliance_officer", (ctx) => getTicket(ctx, ticket.id))).data.is_watching).toBe(
    true,
  );
  const { data } = await desk.as("ops_manager", (ctx) => listWatchers(ctx, ticket.id));
  expect(data).toEqual([
    expect.objectContaining({ user_id: colleague.id, role: "compliance_officer", notify_push: false }),
  ]);
});

test("requesters, former colleagues and other organizations' people cannot watch", async () => {
  const ticket = await make();
  const former = await desk.fill((ctx) => makeUser(ctx, "ops_agent", { deactivated_at: new Date() }));
  for (const person of [desk.people.driver, former, other.people.ops_agent])
    await expect(
      desk.as("ops_manager", (ctx) => watchTicket(ctx, ticket.id, person.id, {})),
    ).rejects.toMatchObject({ code: "invalid_input" });
});

test("another organization's ticket, and one not seen, does not exist", async () => {
  const ticket = await make({ owner_role: "finance" });
  for (const attempt of [
    () => other.as("admin", (ctx) => watchTicket(ctx, ticket.id, other.people.admin.id, {})),
    () => desk.as("ops_agent", (ctx) => watchTicket(ctx, ticket.id, desk.people.ops_agent.id, {})),
    () => other.as("admin", (ctx) => listWatchers(ctx, ticket.id)),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
});

test("a requester may neither watch nor see who watches", async () => {
  const ticket = await make({ created_by_id: desk.people.driver.id, created_by_role: "driver" });
  await expect(
    desk.as("driver", (ctx) => watchTicket(ctx, ticket.id, desk.people.driver.id, {})),
  ).rejects.toMatchObject({ code: "forbidden" });
});
