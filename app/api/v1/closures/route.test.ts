import { beforeAll, describe, expect, test } from "vitest";
import { recountClosures } from "@/lib/closures/recount-closures";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let agent: string;
let admin: string;
beforeAll(async () => {
  desk = await makeDesk();
  agent = await desk.token("ops_agent");
  admin = await desk.token("admin");
  const { id } = desk.people.ops_agent;
  await desk.fill((ctx) =>
    makeTicket(ctx, {
      title: "The gate does not open",
      status: "CLOSED",
      resolved_at: ctx.now.toISOString(),
      owner_id: id,
      owner_role: "ops_agent",
    }),
  );
  await desk.fill(recountClosures);
});

const username = () => desk.people.ops_agent.email.split("@")[0] ?? "";
async function get(path: string, address: string, query: Record<string, string> = {}, token = agent) {
  const response = await callRoute("GET", path, {
    token,
    query,
    address,
    params: { username: username() },
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("the paths of the tracker before, in its shapes", () => {
  test("a day and a range", async () => {
    const day = await get("/closures", "/api/tickets/closures/period", { period: "today" });
    const user = {
      username: username(),
      tickets_closed: 1,
      role: "ops_agent",
      user_id: desk.people.ops_agent.id,
    };
    expect(day.body).toMatchObject({
      success: true,
      labels: [username()],
      data: [1],
      total_closed: 1,
      top_performer: user,
      users: [{ ...user, last_sync_hour: expect.any(Number), sync_count: 1 }],
      period: "daily",
      sync_status: { can_sync_now: true, minutes_until_next: expect.any(Number) },
    });
    const month = await get("/closures", "/api/tickets/closures/period", { period: "month" });
    expect(month.body).toMatchObject({ period: "range", users: [{ ...user, ticket_numbers: ["1"] }] });
    expect(month.body).not.toHaveProperty("sync_status");
    const days = Date.parse(String(month.body.end_date)) - Date.parse(String(month.body.start_date));
    expect(days / 86_400_000).toBe(29);
    const empty = await get("/closures", "/api/tickets/closures/period", { period: "yesterday" });
    expect(empty.body).toMatchObject({
      success: true,
      labels: [],
      data: [],
      total_closed: 0,
      top_performer: null,
    });
  });

  test("an unknown period is 400 there and 422 here", async () => {
    const there = await get("/closures", "/api/tickets/closures/period", { period: "year" });
    expect(there).toMatchObject({
      status: 400,
      body: { success: false, error: expect.stringContaining("period") },
    });
    expect((await get("/closures", "/api/v1/closures", { period: "year" })).status).toBe(422);
  });

  test("a person's tickets are real, a bad date is 400, a stranger 404", async () => {
    const path = "/closures/people/{username}/tickets";
    const address = "/api/tickets/user-details/{username}";
    expect((await get(path, address)).body).toMatchObject({
      success: true,
      user: { username: username(), role: "ops_agent" },
      tickets: [
        {
          ticket_number: "INC-1",
          subject: "The gate does not open",
          status: 5,
          tags: ["closed", "daily-closure"],
        },
      ],
      total_tickets: 1,
      summary: { total_closed: 1, total_open: 0, high_priority: 0 },
    });
    expect((await get(path, address, { date: "29.01.2025" })).body).toEqual({
      success: false,
      error: "date: Invalid date format. Use YYYY-MM-DD.",
    });
    const stranger = await callRoute("GET", path, { token: agent, params: { username: "nobody.here" } });
    expect(stranger.status).toBe(404);
    const file = await callRoute("GET", `${path}/file`, { token: agent, params: { username: username() } });
    expect(await file.text()).toContain(",The gate does not open,CLOSED,");
  });

  test("everything else says success in its own names", async () => {
    const answers = await Promise.all([
      get("/closures/stats", "/api/tickets/stats"),
      get("/closures/sync-status", "/api/tickets/sync-status"),
      get("/closures/user-stats", "/api/tickets/user-stats"),
      get("/closures/top-performers", "/api/tickets/top-performers", { limit: "1" }),
      get("/closures/user-mappings", "/api/tickets/user-mappings"),
      get("/closures/unmapped-users", "/api/tickets/unmapped-users", {}, admin),
      get("/closures/admin-stats", "/api/tickets/admin-stats", {}, admin),
      get("/closures/health", "/api/health/closures"),
    ]);
    expect(answers.map(({ status, body }) => [status, body.success])).toEqual(answers.map(() => [200, true]));
    const [stats, sync, , top, , , adminStats] = answers.map(({ body }) => body);
    expect(stats).toMatchObject({ stats: { today_total: 1, this_week: 1, this_month: 1, total_tickets: 1 } });
    expect(sync).toMatchObject({ sync_info: { can_sync_now: true } });
    expect(top).toMatchObject({ top_performers: [{ tickets_closed: 1 }] });
    expect(adminStats).toMatchObject({
      database_stats: { total_history_records: 1, unmapped_mappings_count: 0 },
    });
  });
});

test("the hour's job is for admins, and told by 202", async () => {
  const ask = (token: string, body: object) =>
    callRoute("POST", "/closures/hourly-sync", { token, body, address: "/api/tickets/hourly-sync" });
  expect((await ask(agent, {})).status).toBe(403);
  const taken = await ask(admin, { date: "2024-02-29", hour: 7 });
  expect(taken.status).toBe(202);
  expect(await taken.json()).toMatchObject({
    success: true,
    date: "2024-02-29",
    hour: 7,
    tickets_closed: 0,
    job_id: expect.any(String),
  });
  expect((await ask(admin, { hour: 24 })).status).toBe(422);
  expect((await ask(admin, { date: "2999-01-01" })).status).toBe(422);
});

test("a day is counted again once an hour, or by force", async () => {
  const ask = (path: string, address: string, body: object, token = admin) =>
    callRoute("POST", path, { token, body, address });
  const sync = (body: object, token = admin) => ask("/closures/daily-sync", "/api/tickets/sync", body, token);
  expect(await (await sync({}, agent)).json()).toMatchObject({ success: false });
  const { body } = await get("/closures/stats", "/api/tickets/stats");
  const taken = await sync({ date: body.date });
  expect(taken.status).toBe(202);
  expect(await taken.json()).toMatchObject({ success: true, date: body.date, tickets_processed: 1 });
  const refused = await sync({ date: body.date });
  expect([refused.status, Number(refused.headers.get("retry-after"))]).toEqual([429, expect.any(Number)]);
  const answer = (await refused.json()) as { time_until_next: number };
  expect(answer).toEqual({
    success: false,
    error: expect.stringContaining("counted within the hour"),
    time_until_next: expect.any(Number),
  });
  expect(answer.time_until_next).toBeLessThanOrEqual(3600);
  const status = await get("/closures/sync-status", "/api/tickets/sync-status");
  expect(status.body).toMatchObject({ sync_info: { can_sync_now: false } });
  const forced = await ask("/closures/force-sync", "/api/tickets/force-sync", { date: body.date });
  expect([forced.status, await forced.json()]).toMatchObject([202, { success: true, tickets_processed: 1 }]);
  expect((await sync({ date: "2024-02-28" })).status).toBe(202);
  expect((await sync({ date: body.date, force: true })).status).toBe(202);
  expect((await sync({ date: "2999-01-01" })).status).toBe(422);
});

test("agents are named, linked, taken from IDs.txt and forgotten", async () => {
  const create = (body: object) => callRoute("POST", "/closures/user-mappings", { token: admin, body });
  const created = await create({ freshworks_user_id: 18000000031, freshworks_username: "Kim" });
  expect(created.status).toBe(201);
  const { data } = (await created.json()) as { data: { id: string } };
  expect((await create({ freshworks_user_id: 18000000031, freshworks_username: "Kim" })).status).toBe(409);
  const path = "/closures/user-mappings/{id}";
  const call = (method: "PUT" | "DELETE", body?: object) =>
    callRoute(method, path, { token: admin, params: { id: data.id }, body });
  const linked = await call("PUT", { user_id: desk.people.finance.id });
  expect(await linked.json()).toMatchObject({ data: { user: { id: desk.people.finance.id } } });
  expect((await call("PUT", { user_id: desk.people.driver.id })).status).toBe(422);
  const text = `Kim Berg - 18000000031\n${desk.people.compliance_officer.name} - 18000000032\nwrong`;
  const imported = await callRoute("POST", "/closures/user-mappings/import", {
    token: admin,
    body: { text },
    address: "/api/tickets/sync-from-ids",
  });
  expect(await imported.json()).toMatchObject({
    success: true,
    read: 2,
    created: 1,
    renamed: 1,
    linked: 1,
    skipped: [{ line: 3 }],
  });
  expect((await call("DELETE")).status).toBe(204);
  expect((await call("DELETE")).status).toBe(404);
});
