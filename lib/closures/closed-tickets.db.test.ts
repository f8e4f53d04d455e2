import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { getClosureSeries } from "./get-closure-series";
import { getClosures } from "./get-closures";
import { getHeatMap } from "./get-heat-map";
import { importLegacyClosures } from "./import-legacy-closures";
import { listClosedTickets } from "./list-closed-tickets";
import { openClosedTickets } from "./open-closed-tickets";
import { recountClosures } from "./recount-closures";
import { closedTicketsQuery, closureSeriesQuery, closuresQuery, heatMapQuery } from "./schema";

useTestDatabase();
let desk: Desk;
/** Two weeks with the days on which Denver's clocks change. */
const range = { from: "2025-10-27", to: "2025-11-09" };
const beforeReopening = "2025-11-20T00:00:00Z";

beforeAll(async () => {
  desk = await makeDesk({ time_zone: "America/Denver" });
  const owner = { owner_id: desk.people.ops_agent.id, owner_role: "ops_agent", status: "RESOLVED" };
  const close = (at: string, fields: object = {}) =>
    desk.fill(
      (ctx) => makeTicket(ctx, { created_at: at, resolved_at: at, ...owner, ...fields }),
      new Date(at),
    );
  // 01:30 twice, the evening before a day begins, and two weeks' same cell.
  for (const at of ["2025-11-02T07:30:00Z", "2025-11-02T08:30:00Z", "2025-11-03T06:59:00Z"]) await close(at);
  for (const at of ["2025-10-28T15:10:00Z", "2025-11-04T16:10:00Z", "2025-11-04T16:50:00Z"]) await close(at);
  await close("2025-11-04T16:20:00Z", { owner_role: "ops_manager", priority: "HIGH" });
  await close("2025-11-05T17:00:00Z", { is_sensitive: true, title: "A complaint" });
  const reopened = await close("2025-11-05T18:00:00Z");
  await close("2025-11-10T07:00:00Z");
  await desk.fill(
    (ctx) => ctx.tx.$executeRaw`update tickets set status = 'REOPENED' where id = ${reopened.id}::uuid`,
    new Date("2025-12-01T00:00:00Z"),
  );
  const legacy = { freshworks_user_id: "18000000007", tickets_closed: "5", ticket_numbers: null };
  const nobody = { line: 1, username: null, email: null };
  await desk.as("admin", (ctx) => importLegacyClosures(ctx, [{ ...nobody, ...legacy, date: "2025-11-06" }]));
  await desk.fill(recountClosures);
});

const count = async (query: object) => {
  const asked = closedTicketsQuery.parse(query);
  const answer = await desk.as("ops_manager", (ctx) => listClosedTickets(ctx, asked));
  expect(answer.data.length + answer.hidden_count + answer.legacy_closed).toBe(answer.total_closed);
  return answer.total_closed;
};

test.each([{}, { team: "ops_manager" }, { as_known_at: beforeReopening }])(
  "every cell, hour and day lists as many tickets as it counts: %j",
  async (more) => {
    const asked = { ...range, ...more };
    const [heat, days, day, all] = await desk.as("ops_manager", async (ctx) => [
      (await getHeatMap(ctx, heatMapQuery.parse(asked))).data,
      (await getClosureSeries(ctx, closureSeriesQuery.parse(asked))).data,
      (
        await getClosureSeries(
          ctx,
          closureSeriesQuery.parse({ ...more, from: "2025-11-02", to: "2025-11-02", by: "hour" }),
        )
      ).data,
      (await getClosures(ctx, closuresQuery.parse(asked))).data,
    ]);
    const cells = heat.cells.filter(({ weekday, hour, tickets_closed }) => {
      return tickets_closed > 0 || (weekday === 2 && hour < 12);
    });
    expect(cells.filter(({ tickets_closed }) => tickets_closed > 0).length).toBeGreaterThan(0);
    for (const { weekday, hour, tickets_closed } of cells)
      expect([weekday, hour, await count({ ...asked, weekday, hour })]).toEqual([
        weekday,
        hour,
        tickets_closed,
      ]);
    for (const { date, tickets_closed } of days.points)
      expect([date, await count({ ...more, from: date, to: date })]).toEqual([date, tickets_closed]);
    for (const { hour, tickets_closed } of day.points)
      expect([
        hour,
        await count({ ...more, from: day.start_date, to: day.end_date, hour: hour ?? 0 }),
      ]).toEqual([hour, tickets_closed]);
    for (const hour of [1, 9, 23]) {
      const column = heat.cells.filter((cell) => cell.hour === hour);
      expect(await count({ ...asked, hour })).toBe(
        column.reduce((sum, { tickets_closed }) => sum + tickets_closed, 0),
      );
    }
    expect(await count(asked)).toBe(all.total_closed);
  },
);

test("names who closed each, and keeps what is sensitive to itself", async () => {
  const query = closedTicketsQuery.parse({ ...range, weekday: 3 });
  const answer = await desk.as("ops_manager", (ctx) => listClosedTickets(ctx, query));
  expect(answer).toMatchObject({
    weekday: 3,
    hour: null,
    data: [{ title: "Sensitive ticket", closed_by: desk.people.ops_agent.name }],
  });
});

test("is a file, too", async () => {
  const query = closedTicketsQuery.parse({ ...range, weekday: 2, hour: 9 });
  const response = await desk.as("ops_manager", (ctx) => openClosedTickets(ctx, query));
  expect(response.headers.get("content-disposition")).toContain("closures-Tue-09h-2025-10-27");
  expect((await response.text()).trim().split("\r\n")).toHaveLength(5);
});
