import { beforeAll, expect, test } from "vitest";
import { getMe } from "@/lib/people/get-me";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let token: string;
beforeAll(async () => {
  desk = await makeDesk({ name: "Before", time_zone: "UTC" });
  token = await desk.token("admin");
});

const patch = (body: object, by = token) => callRoute("PATCH", "/organization", { token: by, body });

test("an admin names the organization and sets its zone, everyone without an own zone follows", async () => {
  const response = await patch({ name: " After ", time_zone: "Europe/Berlin" });
  expect(response.status).toBe(200);
  expect((await response.json()).data).toMatchObject({ name: "After", time_zone: "Europe/Berlin" });
  const { data } = await desk.as("ops_agent", getMe);
  expect(data.organization.time_zone).toBe("Europe/Berlin");
  const me = await (await callRoute("GET", "/me", { token: await desk.token("ops_agent") })).json();
  expect(me.data.organization).toMatchObject({ name: "After", time_zone: "Europe/Berlin" });
  const [audit] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<{ payload: object }[]>`select payload from ticket_audit
      where action = 'ORGANIZATION_UPDATED'`,
  );
  expect(audit?.payload).toEqual({
    changes: {
      name: { old: "Before", new: "After" },
      time_zone: { old: "UTC", new: "Europe/Berlin" },
    },
  });
});

test("what is the same already is no change, and what cannot be is refused by its field", async () => {
  expect((await patch({ name: "After" })).status).toBe(200);
  const events = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<unknown[]>`select from outbox where name = 'organization.changed'`,
  );
  expect(events).toHaveLength(1);
  for (const [body, field] of [
    [{ time_zone: "Mars/Olympus" }, "time_zone"],
    [{ name: " " }, "name"],
    [{ slug: "other" }, "body"],
  ] as const) {
    const refused = await patch(body);
    expect([refused.status, (await refused.json()).errors?.[0]?.field]).toEqual([422, field]);
  }
});

test("nobody else may", async () => {
  expect((await patch({ name: "Mine" }, await desk.token("ops_manager"))).status).toBe(403);
});
