import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listReplayTickets } from "./list-replay-tickets";
import { listSlaPolicies } from "./list-sla-policies";
import { replayInput, replayTicketsInput } from "./replay-schema";
import { replaySla } from "./replay-sla";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.fill(async (ctx) => {
    // Resolved after 1, 2, … 6 hours; CRITICAL has four.
    for (let hours = 1; hours <= 6; hours += 1)
      await makeTicket(ctx, {
        priority: "CRITICAL",
        owner_role: hours % 2 === 0 ? "hq_support" : "finance",
        status: "RESOLVED",
        created_at: "2026-10-05T00:00:00Z",
        first_response_at: "2026-10-05T00:01:00Z",
        resolved_at: `2026-10-05T0${hours}:00:00Z`,
      });
    await makeTicket(ctx, { priority: "CRITICAL", created_at: "2026-09-01T00:00:00Z", status: "RESOLVED" });
  });
});

const period = { from: "2026-10-01", to: "2026-11-01" };

async function draft(change: object) {
  const { data } = await desk.as("admin", (ctx) => listSlaPolicies(ctx));
  return { ...period, policies: data.map((policy) => ({ ...policy, ...change })) };
}

test("counts the breaches that were and would have been, per priority and team, with the tickets behind them", async () => {
  const input = await draft({ resolution_time_minutes: 150 });
  const { data } = await desk.as("admin", (ctx) => replaySla(ctx, replayInput.parse(input)));
  expect(data.tickets).toBe(6);
  const resolution = data.cells.filter(({ clock }) => clock === "resolution");
  expect(resolution).toEqual([
    {
      clock: "resolution",
      priority: "CRITICAL",
      team: "finance",
      tickets: 3,
      actual: 1,
      draft: 2,
      added: 1,
      removed: 0,
    },
    {
      clock: "resolution",
      priority: "CRITICAL",
      team: "hq_support",
      tickets: 3,
      actual: 1,
      draft: 2,
      added: 1,
      removed: 0,
    },
  ]);
  expect(data.totals.find(({ clock }) => clock === "resolution")).toMatchObject({
    tickets: 6,
    actual: 2,
    draft: 4,
  });
  const behind = replayTicketsInput.parse({
    ...input,
    clock: "resolution",
    outcome: "added",
    team: "hq_support",
  });
  const list = await desk.as("admin", (ctx) => listReplayTickets(ctx, behind));
  expect(list).toMatchObject({
    total: 1,
    data: [
      {
        team: "hq_support",
        actual_breached: false,
        draft_breached: true,
        draft_due_at: new Date("2026-10-05T02:30:00Z"),
      },
    ],
  });
});

test("a draft calendar counts by its hours, and nothing is changed", async () => {
  const id = crypto.randomUUID();
  const hours = Object.fromEntries(["mon", "tue"].map((day) => [day, [["00:00", "02:00"]]]));
  const calendars = [{ id, name: "Early hours", time_zone: "UTC", hours }];
  const input = { ...(await draft({ resolution_calendar_id: id })), calendars };
  const before = await desk.as("admin", (ctx) => listSlaPolicies(ctx));
  const { data } = await desk.as("admin", (ctx) => replaySla(ctx, replayInput.parse(input)));
  // Only two hours of that Monday count, so four of them are never used up.
  expect(data.totals.find(({ clock }) => clock === "resolution")).toMatchObject({
    actual: 2,
    draft: 0,
    removed: 2,
  });
  expect(await desk.as("admin", (ctx) => listSlaPolicies(ctx))).toEqual(before);
});

test("a reversed period is refused", () => {
  expect(replayInput.safeParse({ from: period.to, to: period.from }).success).toBe(false);
});
