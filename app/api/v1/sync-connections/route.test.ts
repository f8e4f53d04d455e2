import { afterAll, beforeAll, expect, test } from "vitest";
import { startSimulator } from "@/bin/simulators/start";
import { setEnv } from "@/lib/platform/env";
import { loadConnection } from "@/lib/sync/connections/load-connection";
import { connectionIdOfSecret } from "@/lib/sync/connections/webhook-secret";
import { callRoute } from "@/prisma/seed/call-route";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";

useTestDatabase();
let desk: Desk;
let token: string;
beforeAll(async () => {
  desk = await makeDesk({ time_zone: "Europe/Berlin" });
  token = await desk.token("admin");
});
afterAll(() => setEnv({ SYNC_ALLOW_PRIVATE: undefined }));

const key = "freshservice-key-0815";
const call = (method: "GET" | "POST" | "PATCH" | "DELETE", path: string, id?: string, body?: unknown) =>
  callRoute(method, path, { token, body, ...(id && { params: { id } }) });
const create = async (body: object = {}) =>
  call("POST", "/sync-connections", undefined, {
    vendor: "freshservice",
    name: "Acme",
    base_url: "acme",
    key,
    ...body,
  });
const made = async (body?: object) => (await (await create(body)).json()).data;
const one = "/sync-connections/{id}";

test("a desk is connected off, with the vendor's meanings, and its key is never answered", async () => {
  const response = await create();
  expect(response.status).toBe(201);
  const text = await response.text();
  expect(text).not.toContain(key);
  const { data } = JSON.parse(text);
  expect(data).toMatchObject({
    source: "freshservice",
    base_url: "https://acme.freshservice.com",
    key_hint: "0815",
    is_active: false,
    next_runs: { tickets: null, drift: null },
    settings: { account_field: "account_number", headroom_percent: 20, unknown_status: "OPEN" },
    write_back: { reply: false, note: false, status: false, owner: false },
  });
  expect(data.settings.status_map).toMatchObject({ 2: "OPEN", 5: "CLOSED", 9: "AWAITING_SHIPPER" });
  expect(await made({ name: "Acme two" })).toMatchObject({ source: "freshservice-2" });
  const zendesk = await made({ vendor: "zendesk", name: "Acme shop" });
  expect(zendesk.settings.status_map).toMatchObject({ solved: "RESOLVED" });
  const loaded = await desk.as("admin", (ctx) => loadConnection(ctx, data.id));
  expect(loaded).toMatchObject({ key, account_field: "account_number", vocabulary: { statuses: [] } });
});

test("only what is given changes, and schedules count in the organization's zone", async () => {
  const { id, settings } = await made({ name: "Changed" });
  const response = await call("PATCH", one, id, {
    is_active: true,
    settings: { status_map: { 2: "NEW" }, headroom_percent: 50 },
    schedules: { base: "0 2 * * *", drift: null },
    write_back: { reply: true },
  });
  const { data } = await response.json();
  expect(data.settings).toEqual({ ...settings, status_map: { 2: "NEW" }, headroom_percent: 50 });
  expect(data.write_back).toEqual({ reply: true, note: false, status: false, owner: false });
  expect(data.next_runs.drift).toBeNull();
  const inBerlin = new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Berlin", timeStyle: "short" });
  expect(inBerlin.format(new Date(data.next_runs.base))).toBe("02:00");
  const refused = await call("PATCH", one, id, { schedules: { tickets: "often" } });
  expect([refused.status, (await refused.json()).errors[0].field]).toEqual([422, "schedules.tickets"]);
});

test("a key follows to no other address, and none inside unless the installation allows it", async () => {
  const { id } = await made({ name: "Moved" });
  const moved = await call("PATCH", one, id, { base_url: "https://evil.example" });
  expect([moved.status, (await moved.json()).errors[0].field]).toEqual([422, "key"]);
  const again = await call("PATCH", one, id, {
    base_url: "https://other.example/a/tickets",
    key: "another key",
  });
  expect((await again.json()).data).toMatchObject({ base_url: "https://other.example", key_hint: "" });
  for (const base_url of ["http://127.0.0.1:4010", "localhost", "http://desk.example", "ftp://a.example"])
    expect([base_url, (await create({ base_url })).status]).toEqual([base_url, 422]);
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  expect((await made({ base_url: "http://127.0.0.1:4010" })).base_url).toBe("http://127.0.0.1:4010");
});

test("the webhook's secret names its connection and is told once", async () => {
  const { id } = await made({ name: "Called" });
  const { secret, data } = await (await call("POST", `${one}/webhook-secret`, id)).json();
  expect(data.has_webhook_secret).toBe(true);
  expect(connectionIdOfSecret(secret)).toBe(id);
  expect(connectionIdOfSecret("dksync_guess")).toBeNull();
  expect(await (await call("GET", one, id)).text()).not.toContain(secret);
});

test("a run that failed is told of until one of its kind succeeds", async () => {
  const { id } = await made({ name: "Failing" });
  const ended = (kind: string, status: string, minutesAgo: number) =>
    desk.fill(
      (ctx) => ctx.tx.$executeRaw`
        insert into sync_runs (connection_id, kind, trigger, status, error_message, created_at, completed_at)
        values (${id}::uuid, ${kind}, 'schedule', ${status}, case ${status} when 'failed' then 'No answer.' end,
          now() - make_interval(mins => ${minutesAgo}::int), now() - make_interval(mins => ${minutesAgo}::int))`,
    );
  const failure = async () => (await (await call("GET", one, id)).json()).data.last_failure;
  expect(await failure()).toBeNull();
  await ended("incremental", "failed", 30);
  await ended("closures", "completed", 20);
  expect(await failure()).toMatchObject({ kind: "incremental", error_message: "No answer." });
  await ended("full", "partial", 10);
  expect(await failure()).toBeNull();
});

test("a removed connection is gone, its name of a source is not given again", async () => {
  const { id, source } = await made({ name: "Removed" });
  expect((await call("DELETE", one, id)).status).toBe(204);
  expect((await call("GET", one, id)).status).toBe(404);
  await expect(desk.as("admin", (ctx) => loadConnection(ctx, id))).rejects.toThrow("No such connection");
  expect((await made({ name: "Next" })).source).not.toBe(source);
});

test("a test keeps what the key may read and the desk's own words, or why it failed", async () => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  const simulator = await startSimulator({ vendor: "freshservice", tickets: 5, seed: 3, plan: "unlimited" });
  try {
    const { id } = await made({ name: "Tried", base_url: simulator.url, key: simulator.keys[2] });
    const { data } = await (await call("POST", `${one}/test`, id)).json();
    expect(data.test_error).toBeNull();
    expect(data.access).toEqual(
      expect.arrayContaining([
        { resource: "tickets", is_allowed: true, detail: null },
        { resource: "companies", is_allowed: false, detail: expect.stringMatching(/\w/) },
      ]),
    );
    await call("PATCH", one, id, { key: "no such key at all" });
    const failed = (await (await call("POST", `${one}/test`, id)).json()).data;
    expect(failed.test_error).toMatch(/\w/);
    expect(failed.vocabulary).toEqual(data.vocabulary);
  } finally {
    await simulator.stop();
  }
});

test.each([
  ["zendesk", "freshservice"],
  ["freshdesk", "freshservice"],
  ["freshservice", "freshdesk"],
  ["freshdesk", "zendesk"],
] as const)("a %s connected as %s is told to be another vendor's", async (there, vendor) => {
  setEnv({ SYNC_ALLOW_PRIVATE: "true" });
  const simulator = await startSimulator({ vendor: there, tickets: 2, seed: 3, plan: "unlimited" });
  try {
    const ownKey = simulator.keys[0] ?? "";
    const { id } = await made({
      vendor,
      name: `${there} as ${vendor}`,
      base_url: simulator.url,
      key: vendor === "zendesk" ? `admin@sim-desk.example/token:${ownKey}` : ownKey,
    });
    const { data } = await (await call("POST", `${one}/test`, id)).json();
    expect(data.test_error).toMatch(/What answers at this address is no|does not accept the key/);
    expect(data.tested_at).toBeNull();
  } finally {
    await simulator.stop();
  }
});
