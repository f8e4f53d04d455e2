import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createCalendar } from "./create-calendar";
import { deleteCalendar } from "./delete-calendar";
import { listSlaPolicies } from "./list-sla-policies";
import { replaceSlaPolicies } from "./replace-sla-policies";
import { calendarInput, policiesInput } from "./schema";
import { updateCalendar } from "./update-calendar";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
  await makeDesk();
});

const office = calendarInput.parse({
  name: "Office hours",
  time_zone: "Europe/Berlin",
  hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]])),
});

describe("policies", () => {
  test("one for each priority of the own organization at first, lowest first", async () => {
    const { data } = await desk.as("ops_agent", (ctx) => listSlaPolicies(ctx));
    expect(data.map(({ priority }) => priority)).toEqual(["LOW", "MEDIUM", "HIGH", "CRITICAL"]);
    expect(data[1]).toMatchObject({
      priority: "MEDIUM",
      owner_role: null,
      response_time_minutes: 480,
      resolution_time_minutes: 2880,
      resolution_calendar_id: null,
      escalation_chain: ["ops_agent", "ops_manager", "regional_manager"],
    });
  });

  test("are replaced as a whole, and open tickets are due by the new ones at once", async () => {
    const place = await makeDesk();
    const ticket = await place.fill((ctx) => makeTicket(ctx, { priority: "LOW" }));
    const { data, revision } = await place.as("admin", (ctx) => listSlaPolicies(ctx));
    const draft = data.map((policy) => ({ ...policy, resolution_time_minutes: 60 }));
    const input = policiesInput.parse({
      policies: [...draft, { ...draft[1], owner_role: "finance", resolution_time_minutes: 5 }],
      revision,
    });
    const answer = await place.as("admin", (ctx) => replaceSlaPolicies(ctx, input));
    expect(answer.data).toHaveLength(5);
    expect(answer.data[4]).toMatchObject({ owner_role: "finance", resolution_time_minutes: 5 });
    expect(answer.recounting).toBe(0);
    const [row] = await place.fill(
      (ctx) => ctx.tx.$queryRaw<{ minutes: number }[]>`
        select extract(epoch from sla_due_at - created_at)::float8 / 60 as minutes from tickets where id = ${ticket.id}::uuid`,
    );
    expect(row?.minutes).toBe(60);
    await expect(place.as("admin", (ctx) => replaceSlaPolicies(ctx, input))).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("name only calendars and franchises that are there", async () => {
    const { data } = await desk.as("admin", (ctx) => listSlaPolicies(ctx));
    const policies = data.map((policy) => ({ ...policy, resolution_calendar_id: crypto.randomUUID() }));
    await expect(
      desk.as("admin", (ctx) => replaceSlaPolicies(ctx, policiesInput.parse({ policies }))),
    ).rejects.toMatchObject({ code: "invalid_input" });
  });
});

describe("calendars", () => {
  test("are changed and deleted while no policy counts by them, and keep what they said", async () => {
    const place = await makeDesk();
    const { data: created } = await place.as("admin", (ctx) => createCalendar(ctx, office));
    await expect(place.as("admin", (ctx) => createCalendar(ctx, office))).rejects.toMatchObject({
      code: "conflict",
    });
    const renamed = { ...office, name: "Late hours" };
    const { data } = await place.as("admin", (ctx) => updateCalendar(ctx, created.id, renamed));
    expect(data).toMatchObject({ name: "Late hours", used_by: 0 });
    const { data: policies } = await place.as("admin", (ctx) => listSlaPolicies(ctx));
    const using = policies.map((policy) => ({ ...policy, resolution_calendar_id: created.id }));
    await place.as("admin", (ctx) => replaceSlaPolicies(ctx, policiesInput.parse({ policies: using })));
    await expect(place.as("admin", (ctx) => deleteCalendar(ctx, created.id))).rejects.toMatchObject({
      code: "conflict",
    });
    await place.as("admin", (ctx) => replaceSlaPolicies(ctx, policiesInput.parse({ policies })));
    await place.as("admin", (ctx) => deleteCalendar(ctx, created.id));
    const [kept] = await place.fill(
      (ctx) => ctx.tx.$queryRaw<{ count: number }[]>`
        select count(*)::int as count from sla_versions where kind = 'calendar'`,
    );
    expect(kept?.count).toBe(2);
  });
});
