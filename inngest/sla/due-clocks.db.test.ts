import { beforeEach, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { runFunction } from "@/prisma/seed/run-functions";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { actOnDueClocks } from "./act-on-due-clocks";
import { scheduleDueClocks } from "./schedule-due-clocks";
import { waitForNextClock } from "./wait-for-next-clock";

useTestDatabase();
let desk: Desk;
let event: { name: string; data: { organization_id: string } };
beforeEach(async () => {
  desk = await makeDesk();
  await makeDesk();
  event = { name: "sla.clocks_due", data: { organization_id: desk.organization.id } };
});

const longAgo = new Date(Date.now() - 300 * 60_000);

async function makeLate(count: number) {
  await desk.fill(async (ctx) => {
    for (let made = 0; made < count; made += 1)
      await makeTicket(ctx, { priority: "CRITICAL", owner_role: "hq_support", created_at: longAgo });
  }, longAgo);
}

async function countEvents(name: string): Promise<number> {
  const [row] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ count: number }[]>`
      select count(*)::int as count from outbox where name = ${name}`,
  );
  return row?.count ?? 0;
}

test("the schedule names the organizations with something to do, and only those", async () => {
  expect((await runFunction(scheduleDueClocks)).sent.map(({ data }) => data.organization_id)).not.toContain(
    desk.organization.id,
  );
  await makeLate(1);
  const { sent } = await runFunction(scheduleDueClocks);
  expect(sent).toMatchObject([event]);
});

test("a batch whose result is lost is not acted on again", async () => {
  await makeLate(3);
  const run = await runFunction(actOnDueClocks, event, { crashAfter: ["act-0"] });
  expect(run).toMatchObject({ status: "completed", ran: { "act-0": 2 }, output: { acted: 0 } });
  expect(run.sent).toMatchObject([{ name: "sla.clocks_settled", data: event.data }]);
  expect(await countEvents("ticket.auto_escalated")).toBe(3);
  expect((await runFunction(actOnDueClocks, event)).output).toEqual({ acted: 0 });
});

test("the sleeper wakes at the next instant and hands over", async () => {
  const settled = { ...event, name: "sla.clocks_settled" };
  expect(await runFunction(waitForNextClock, settled)).toMatchObject({
    status: "completed",
    sleeps: {},
    sent: [],
  });
  const ticket = await desk.fill((ctx) => makeTicket(ctx, { priority: "CRITICAL" }));
  const run = await runFunction(waitForNextClock, settled);
  const warned = new Date(ticket.created_at.getTime() + 24 * 60_000);
  expect(Date.parse(run.sleeps.wait ?? "")).toBe(warned.getTime());
  expect(run.sent).toMatchObject([event]);
});
