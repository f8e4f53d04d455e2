import type { Inngest } from "inngest";
import { describe, expect, test } from "vitest";
import { withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { type Data, dataOf, pause, useConformanceApp } from "./conformance-app";

const database = useTestDatabase();
const { app, note, send, until, noted, newId } = useConformanceApp(database, "flow", (inngest) => [
  ...defineConcurrent(inngest),
  ...defineDropping(inngest),
  ...defineGathering(inngest),
  ...defineSchedule(inngest),
]);

let running = 0;
let mostRunning = 0;
async function occupy(ms: number): Promise<void> {
  running += 1;
  mostRunning = Math.max(mostRunning, running);
  await pause(ms);
  running -= 1;
}

function defineConcurrent(inngest: Inngest.Any) {
  return [
    inngest.createFunction(
      { id: "concurrent", concurrency: { limit: 2 }, triggers: [{ event: "concurrent" }] },
      async ({ event, step }) => {
        await step.run("work", () => occupy(300));
        note(dataOf(event).id, "done");
      },
    ),
    inngest.createFunction(
      {
        id: "concurrent-by-key",
        concurrency: [{ limit: 1, key: "event.data.organization" }, { limit: 5 }],
        triggers: [{ event: "concurrent-by-key" }],
      },
      async ({ event }) => {
        const { id, organization } = dataOf(event);
        note(`${id}/${organization}`, "start");
        note(id, organization);
        await pause(50);
        note(`${id}/${organization}`, "end");
      },
    ),
    inngest.createFunction(
      {
        id: "prioritized",
        concurrency: 1,
        priority: { run: "event.data.urgent ? 120 : 0" },
        triggers: [{ event: "prioritized" }],
      },
      async ({ event }) => {
        note(dataOf(event).id, dataOf(event).name);
        await pause(500);
      },
    ),
  ];
}

function defineDropping(inngest: Inngest.Any) {
  return [
    inngest.createFunction(
      { id: "idempotent", idempotency: "event.data.id", triggers: [{ event: "idempotent" }] },
      ({ event }) => note(dataOf(event).id, "ran"),
    ),
    inngest.createFunction(
      {
        id: "limited",
        rateLimit: { limit: 2, period: "1h", key: "event.data.id" },
        triggers: [{ event: "limited" }],
      },
      ({ event }) => note(dataOf(event).id, dataOf(event).number),
    ),
    inngest.createFunction(
      { id: "single", singleton: { mode: "skip", key: "event.data.id" }, triggers: [{ event: "single" }] },
      async ({ event, step }) => {
        await step.sleep("a while", "3s");
        note(dataOf(event).id, dataOf(event).number);
      },
    ),
    inngest.createFunction(
      { id: "newest", singleton: { mode: "cancel", key: "event.data.id" }, triggers: [{ event: "newest" }] },
      async ({ event, step }) => {
        await step.sleep("a while", "3s");
        note(dataOf(event).id, dataOf(event).number);
      },
    ),
  ];
}

function defineGathering(inngest: Inngest.Any) {
  return [
    inngest.createFunction(
      {
        id: "debounced",
        debounce: { period: "1s", timeout: "3s", key: "event.data.id" },
        triggers: [{ event: "debounced" }],
      },
      ({ event }) => note(dataOf(event).id, dataOf(event).number),
    ),
    inngest.createFunction(
      { id: "throttled", throttle: { limit: 2, period: "1s", burst: 1 }, triggers: [{ event: "throttled" }] },
      ({ event }) => note(dataOf(event).id, Date.now()),
    ),
    inngest.createFunction(
      {
        id: "batched",
        batchEvents: { maxSize: 3, timeout: "1s", key: "event.data.id" },
        triggers: [{ event: "batched" }],
      },
      ({ event, events }) =>
        note(
          dataOf(event).id,
          events.map(({ data }) => (data as Data).number),
        ),
    ),
  ];
}

function defineSchedule(inngest: Inngest.Any) {
  return [
    inngest.createFunction(
      { id: "scheduled", triggers: [{ cron: "TZ=Europe/Vienna * * * * * *" }] },
      ({ event }) => {
        note("scheduled", event.name);
      },
    ),
  ];
}

describe("flow control", () => {
  test("limits how many steps run at once", async () => {
    [running, mostRunning] = [0, 0];
    const id = newId("concurrent");
    for (let i = 0; i < 6; i++) await send("concurrent", {}, id);
    await until(id, 6);
    expect(mostRunning).toBe(2);
  });

  test("limits by key, and one key does not hold up another", async () => {
    const id = newId("by-key");
    await app().inngest.send(
      ["a", "a", "a", "a", "a", "b"].map((organization) => ({
        name: "concurrent-by-key",
        data: { id, organization },
      })),
    );
    const order = await until(id, 6);
    await until(`${id}/a`, 10);
    expect(order.indexOf("b")).toBeLessThan(4);
    expect(noted(`${id}/a`)).toEqual(Array.from({ length: 5 }, () => ["start", "end"]).flat());
  });

  test("idempotency: one run for a key", async () => {
    const id = await send("idempotent");
    await send("idempotent", {}, id);
    await until(id, 1);
    await pause(300);
    expect(noted(id)).toEqual(["ran"]);
  });

  test("debounce: the last event, after a quiet period", async () => {
    const id = newId("debounced");
    const startedAt = Date.now();
    await app().inngest.send([1, 2].map((number) => ({ name: "debounced", data: { id, number } })));
    expect(await until(id, 1)).toEqual([2]);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  test("debounce: no longer than its timeout", async () => {
    const id = newId("debounced");
    for (let number = 1; number <= 8; number++) {
      await send("debounced", { number }, id);
      await pause(500);
    }
    expect(noted(id).length).toBeGreaterThanOrEqual(1);
  });

  test("throttle: starts are spaced", async () => {
    const id = newId("throttled");
    const startedAt = Date.now();
    for (let i = 0; i < 3; i++) await send("throttled", {}, id);
    const times = (await until(id, 3)) as number[];
    expect((times[2] ?? 0) - startedAt).toBeGreaterThanOrEqual(990);
  });

  test("rateLimit: what is too much is dropped", async () => {
    const id = newId("limited");
    for (let number = 1; number <= 4; number++) await send("limited", { number }, id);
    await until(id, 2);
    await pause(300);
    expect(noted(id).toSorted()).toEqual([1, 2]);
  });

  test("batchEvents: a full batch at once, the rest after the timeout", async () => {
    const id = newId("batched");
    const startedAt = Date.now();
    for (let number = 1; number <= 4; number++) await send("batched", { number }, id);
    expect(await until(id, 1)).toEqual([[1, 2, 3]]);
    expect(await until(id, 2)).toEqual([[1, 2, 3], [4]]);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  test("priority: the urgent ones first", async () => {
    const id = newId("prioritized");
    await app().inngest.send(["a", "b", "c"].map((name) => ({ name: "prioritized", data: { id, name } })));
    await send("prioritized", { name: "urgent", urgent: true }, id);
    const order = await until(id, 4);
    expect(order.indexOf("urgent")).toBeLessThan(3);
  });

  test("singleton: a second run is skipped, or takes the first one's place", async () => {
    const [skipped, newest] = [await send("single", { number: 1 }), await send("newest", { number: 1 })];
    await pause(200);
    await send("single", { number: 2 }, skipped);
    await send("newest", { number: 2 }, newest);
    expect([await until(skipped, 1), await until(newest, 1)]).toEqual([[1], [2]]);
    await pause(1_500);
    expect([noted(skipped), noted(newest)]).toEqual([[1], [2]]);
  });
});

test("schedules run at their time, once", async () => {
  const [before, startedAt] = [noted("scheduled").length, Date.now()];
  await until("scheduled", before + 3);
  expect(noted("scheduled").length - before).toBeLessThanOrEqual((Date.now() - startedAt) / 1_000 + 2);
  expect(noted("scheduled")[0]).toBe("inngest/scheduled.timer");
});

test("nothing is left behind", async () => {
  const [left] = await withOwner(async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const { rows } = await owner.query(
      `select (select count(*)::int from inngest.runs where status = 'running') as running,
         (select count(*)::int from inngest.jobs where worker is not null) as leased`,
    );
    return rows;
  });
  expect(left.running).toBeLessThanOrEqual(1);
});
