import { beforeAll, expect, test } from "vitest";
import { listTickets } from "@/lib/tickets/list-tickets";
import { listTicketsQuery } from "@/lib/tickets/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listSlaPolicies } from "./list-sla-policies";
import { type ReplayNumber, readReplayNumber, writeReplayNumber } from "./replay-cell";
import { replayInput } from "./replay-schema";
import { startReplay } from "./start-replay";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await desk.fill(async (ctx) => {
    // Resolved after 1, 2, … 6 hours; CRITICAL has four.
    for (let hours = 1; hours <= 6; hours += 1)
      await makeTicket(ctx, {
        title: `Resolved after ${hours} hours`,
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
const start = async (input: object) =>
  (await desk.as("admin", (ctx) => startReplay(ctx, replayInput.parse(input)))).data;

async function behind(number: ReplayNumber): Promise<string[]> {
  const query = { sla_replay: writeReplayNumber(number), archived: "any", sort: "title", order: "asc" };
  const { data } = await desk.as("admin", (ctx) => listTickets(ctx, listTicketsQuery.parse(query)));
  return data.map(({ title }) => title.replace(/\D/g, ""));
}

test("counts the breaches that were and would have been, and the ticket list shows those behind each number", async () => {
  const replay = await start(await draft({ resolution_time_minutes: 150 }));
  expect(replay).toMatchObject({ status: "completed", total_tickets: 6, done_tickets: 6, tickets: 6 });
  const common = { clock: "resolution", priority: "CRITICAL", tickets: 3, actual: 1, draft: 2, added: 1 };
  expect(replay.cells.filter(({ clock }) => clock === "resolution")).toEqual([
    { ...common, team: "finance", removed: 0 },
    { ...common, team: "hq_support", removed: 0 },
  ]);
  expect(replay.totals.find(({ clock }) => clock === "resolution")).toMatchObject({
    tickets: 6,
    actual: 2,
    draft: 4,
  });
  const resolution = { replay_id: replay.id, clock: "resolution" } as const;
  const support = { priority: "CRITICAL", team: "hq_support" } as const;
  expect(await behind({ ...resolution, outcome: "tickets" })).toHaveLength(6);
  expect(await behind({ ...resolution, outcome: "actual" })).toEqual(["5", "6"]);
  expect(await behind({ ...resolution, outcome: "draft" })).toEqual(["3", "4", "5", "6"]);
  expect(await behind({ ...resolution, outcome: "added", ...support })).toEqual(["4"]);
  expect(await behind({ ...resolution, outcome: "added", priority: "CRITICAL", team: null })).toEqual([]);
  expect(await behind({ ...resolution, outcome: "removed" })).toEqual([]);
});

test("a draft calendar counts by its hours, and nothing is changed", async () => {
  const id = crypto.randomUUID();
  const hours = Object.fromEntries(["mon", "tue"].map((day) => [day, [["00:00", "02:00"]]]));
  const calendars = [{ id, name: "Early hours", time_zone: "UTC", hours }];
  const input = { ...(await draft({ resolution_calendar_id: id })), calendars };
  const before = await desk.as("admin", (ctx) => listSlaPolicies(ctx));
  const replay = await start(input);
  // Only two hours of that Monday count, so four of them are never used up.
  expect(replay.totals.find(({ clock }) => clock === "resolution")).toMatchObject({
    actual: 2,
    draft: 0,
    removed: 2,
  });
  expect(await behind({ replay_id: replay.id, clock: "resolution", outcome: "removed" })).toEqual(["5", "6"]);
  expect(await desk.as("admin", (ctx) => listSlaPolicies(ctx))).toEqual(before);
});

test("a reversed period and an address that is no number are refused", () => {
  expect(replayInput.safeParse({ from: period.to, to: period.from }).success).toBe(false);
  expect(readReplayNumber("resolution.added")).toBeNull();
  expect(listTicketsQuery.safeParse({ sla_replay: "x:resolution.added" }).success).toBe(false);
});
