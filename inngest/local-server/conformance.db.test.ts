import { type Inngest, NonRetriableError, RetryAfterError, StepError } from "inngest";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withOwner } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { startTestApp, type TestApp } from "./test-app";

const database = useTestDatabase();

/** What the functions did, told apart by the id each test puts into its event. */
const seen = new Map<string, unknown[]>();
const note = (id: string, what: unknown) => seen.set(id, [...(seen.get(id) ?? []), what]);
const noted = (id: string) => seen.get(id) ?? [];
let running = 0;
let mostRunning = 0;
async function occupy(ms: number): Promise<void> {
  running += 1;
  mostRunning = Math.max(mostRunning, running);
  await pause(ms);
  running -= 1;
}

type Data = { id: string; [name: string]: unknown };
const dataOf = (event: { data?: unknown }) => event.data as Data;

function defineFunctions(inngest: Inngest.Any) {
  const double = inngest.createFunction({ id: "double", triggers: [] }, async ({ event }) => {
    if (dataOf(event).number === 13) throw new NonRetriableError("unlucky");
    return Number(dataOf(event).number) * 2;
  });
  return [
    double,
    inngest.createFunction(
      { id: "steps", triggers: [{ event: "steps" }] },
      async ({ event, step, runId }) => {
        const { id } = dataOf(event);
        const first = await step.run("first", () => {
          note(id, "first");
          return { at: 1, text: "ä\u0000\u2028" };
        });
        const second = await step.run("second", () => {
          note(id, "second");
          return first.at + 1;
        });
        for (let i = 0; i < 3; i++) await step.run("again", () => note(id, `again ${i}`));
        await step.run("nothing", () => undefined);
        note(id, { end: second, text: first.text, runId });
        return second;
      },
    ),
    inngest.createFunction({ id: "parallel", triggers: [{ event: "parallel" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      const part = (name: string, ms: number) =>
        step.run(name, async () => {
          await occupy(ms);
          note(id, name);
          return name;
        });
      const all = await Promise.all([
        part("slow", 300),
        part("fast", 100).then((fast) => step.run("after", () => `${fast} after`)),
        step.sleep("rest", 1_000),
      ]);
      await step.run("last", () => note(id, all));
    }),
    inngest.createFunction({ id: "race", triggers: [{ event: "race" }] }, async ({ event, step, group }) => {
      const winner = await group.parallel({ mode: "race" }, () =>
        Promise.race([step.run("quick", () => "quick"), step.sleep("slow", "1h").then(() => "slow")]),
      );
      await step.run("tell", () => note(dataOf(event).id, winner));
    }),
    inngest.createFunction({ id: "sleep", triggers: [{ event: "sleep" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      await step.run("before", () => note(id, Date.now()));
      await step.sleep("a second", "1s");
      await step.run("between", () => note(id, Date.now()));
      await step.sleepUntil("a moment", new Date(String(dataOf(event).until)));
      await step.run("after", () => note(id, Date.now()));
    }),
    inngest.createFunction({ id: "wait", triggers: [{ event: "wait" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      const answer = await step.waitForEvent("answer", { event: "answer", match: "data.id", timeout: "1h" });
      const nothing = await step.waitForEvent("nothing", {
        event: "answer",
        if: "async.data.id == event.data.id && async.data.text == 'never'",
        timeout: "1s",
      });
      note(id, [answer?.data.text, nothing]);
    }),
    inngest.createFunction({ id: "invoke", triggers: [{ event: "invoke" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      const result = await step.invoke("double it", { function: double, data: { number: 21 } });
      const failure = await step
        .invoke("fail it", { function: double, data: { number: 13 } })
        .catch((error: Error) => error.message);
      note(id, [result, failure]);
    }),
    inngest.createFunction({ id: "send", triggers: [{ event: "send" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      const { ids } = await step.sendEvent("tell", [
        { name: "told", data: { id, number: 1 } },
        { name: "told", data: { id, number: 2 } },
      ]);
      note(id, ids.length);
    }),
    inngest.createFunction(
      { id: "told", triggers: [{ event: "told", if: "event.data.number > 1" }] },
      ({ event }) => {
        note(dataOf(event).id, dataOf(event).number);
      },
    ),
    inngest.createFunction(
      { id: "retry", retries: 3, triggers: [{ event: "retry" }] },
      async ({ event, step, attempt }) => {
        const { id, failures } = dataOf(event) as Data & { failures: number };
        await step.run("flaky", () => {
          note(id, `step ${attempt}`);
          if (attempt < failures) throw new Error("not yet");
        });
        note(id, `function ${attempt}`);
        if (attempt < 1) throw new Error("not yet either");
        return "done";
      },
    ),
    inngest.createFunction(
      { id: "retry-after", retries: 2, triggers: [{ event: "retry-after" }] },
      ({ event, attempt }) => {
        note(dataOf(event).id, Date.now());
        if (attempt === 0) throw new RetryAfterError("in a second", "1s");
      },
    ),
    inngest.createFunction(
      { id: "catch", retries: 1, triggers: [{ event: "catch" }] },
      async ({ event, step }) => {
        const { id } = dataOf(event);
        try {
          await step.run("broken", () => {
            note(id, "tried");
            throw new TypeError("broken");
          });
        } catch (error) {
          const found = [error instanceof StepError, (error as Error).message];
          await step.run("caught", () => note(id, found));
        }
        await Promise.all([
          step.run("fine", () => 1),
          step
            .run("bad", () => {
              throw new NonRetriableError("bad");
            })
            .catch(() => 2),
        ]);
        await step.run("after", () => note(id, "after"));
      },
    ),
    inngest.createFunction(
      {
        id: "failing",
        retries: 1,
        triggers: [{ event: "failing" }],
        onFailure: async ({ error, event, step }) => {
          const { id } = dataOf(event.data.event as { data: unknown });
          await step.run("report", () => note(id, `${event.name}: ${error.message}`));
        },
      },
      ({ event, attempt }) => {
        note(dataOf(event).id, attempt);
        if (dataOf(event).final) throw new NonRetriableError("for good");
        throw new Error("again and again");
      },
    ),
    inngest.createFunction(
      {
        id: "cancel",
        triggers: [{ event: "cancel" }],
        cancelOn: [
          { event: "stop", match: "data.id" },
          { event: "stop-large", if: "async.data.size > event.data.size" },
        ],
      },
      async ({ event, step }) => {
        await step.sleep("long", "2s");
        await step.run("end", () => note(dataOf(event).id, "ended"));
      },
    ),
    inngest.createFunction(
      { id: "concurrent", concurrency: { limit: 2 }, triggers: [{ event: "concurrent" }] },
      async ({ event, step }) => {
        await step.run("work", () => occupy(60));
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
      { id: "idempotent", idempotency: "event.data.id", triggers: [{ event: "idempotent" }] },
      ({ event }) => note(dataOf(event).id, "ran"),
    ),
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
        id: "limited",
        rateLimit: { limit: 2, period: "1h", key: "event.data.id" },
        triggers: [{ event: "limited" }],
      },
      ({ event }) => note(dataOf(event).id, dataOf(event).number),
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
    inngest.createFunction(
      {
        id: "prioritized",
        concurrency: 1,
        priority: { run: "event.data.urgent ? 120 : 0" },
        triggers: [{ event: "prioritized" }],
      },
      async ({ event }) => {
        note(dataOf(event).id, dataOf(event).name);
        await pause(50);
      },
    ),
    inngest.createFunction(
      { id: "single", singleton: { mode: "skip", key: "event.data.id" }, triggers: [{ event: "single" }] },
      async ({ event, step }) => {
        await step.sleep("a while", "1s");
        note(dataOf(event).id, dataOf(event).number);
      },
    ),
    inngest.createFunction(
      { id: "newest", singleton: { mode: "cancel", key: "event.data.id" }, triggers: [{ event: "newest" }] },
      async ({ event, step }) => {
        await step.sleep("a while", "1s");
        note(dataOf(event).id, dataOf(event).number);
      },
    ),
    inngest.createFunction(
      { id: "scheduled", triggers: [{ cron: "TZ=Europe/Vienna * * * * * *" }] },
      ({ event }) => {
        note("scheduled", event.name);
      },
    ),
    inngest.createFunction({ id: "wildcard", triggers: [{ event: "many/*" }] }, ({ event }) => {
      note(dataOf(event).id, event.name);
    }),
  ];
}

let app: TestApp;
beforeAll(async () => {
  app = await startTestApp(database.appUrl, "conformance", defineFunctions);
});
afterAll(() => app.stop());

let count = 0;
async function send(
  name: string,
  data: Record<string, unknown> = {},
  id = `${name}-${++count}`,
): Promise<string> {
  await app.inngest.send({ name, data: { ...data, id } });
  return id;
}
const until = async (id: string, length: number, ms = 15_000) => {
  const end = Date.now() + ms;
  while (noted(id).length < length && Date.now() < end) await pause(10);
  return noted(id);
};
function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

describe("steps", () => {
  test("run once each, in order, and keep their results exactly", async () => {
    const id = await send("steps");
    const [first, second, ...rest] = await until(id, 6);
    expect([first, second, ...rest.slice(0, 3)]).toEqual([
      "first",
      "second",
      "again 0",
      "again 1",
      "again 2",
    ]);
    expect(rest[3]).toMatchObject({
      end: 2,
      text: "ä\u0000\u2028",
      runId: expect.stringMatching(/^[0-9A-Z]{26}$/),
    });
  });

  test("run in parallel and go on together", async () => {
    mostRunning = 0;
    const startedAt = Date.now();
    const id = await send("parallel");
    const found = await until(id, 3);
    expect(found).toEqual(["fast", "slow", ["slow", "fast after", null]]);
    expect(mostRunning).toBeGreaterThanOrEqual(2);
    expect(Date.now() - startedAt).toBeLessThan(4_000);
  });

  test("may race", async () => {
    expect(await until(await send("race"), 1)).toEqual(["quick"]);
  });

  test("sleep for a duration and until an instant", async () => {
    const target = Date.now() + 2_500;
    const id = await send("sleep", { until: new Date(target).toISOString() });
    const [before, between, after] = (await until(id, 3)) as [number, number, number];
    expect(between - before).toBeGreaterThanOrEqual(995);
    expect(between - before).toBeLessThan(1_500);
    expect(after).toBeGreaterThanOrEqual(target - 5);
    expect(after).toBeLessThan(target + 500);
  });

  test("wait for the event that matches, or for nothing", async () => {
    const id = await send("wait");
    await pause(200);
    await app.inngest.send([
      { name: "answer", data: { id: "another", text: "wrong" } },
      { name: "answer", data: { id, text: "right" } },
    ]);
    expect(await until(id, 1)).toEqual([["right", null]]);
  });

  test("invoke functions, and learn of their failure", async () => {
    expect(await until(await send("invoke"), 1)).toEqual([[42, "unlucky"]]);
  });

  test("send events, which trigger functions whose condition holds", async () => {
    const id = await send("send");
    expect((await until(id, 2)).toSorted()).toEqual([2, 2]);
    await pause(100);
    expect(noted(id)).toHaveLength(2);
  });
});

describe("failures", () => {
  test("of steps and functions are tried again, each with attempts of its own", async () => {
    expect(await until(await send("retry", { failures: 2 }), 5)).toEqual([
      "step 0",
      "step 1",
      "step 2",
      "function 0",
      "function 1",
    ]);
  });

  test("say when to try again", async () => {
    const [first, second] = (await until(await send("retry-after"), 2)) as [number, number];
    expect(second - first).toBeGreaterThanOrEqual(990);
    expect(second - first).toBeLessThan(2_000);
  });

  test("of a step may be caught by the function", async () => {
    expect(await until(await send("catch"), 4)).toEqual(["tried", "tried", [true, "broken"], "after"]);
  });

  test("for good reach onFailure", async () => {
    expect(await until(await send("failing"), 3)).toEqual([0, 1, "inngest/function.failed: again and again"]);
    expect(await until(await send("failing", { final: true }), 2)).toEqual([
      0,
      "inngest/function.failed: for good",
    ]);
  });
});

describe("events", () => {
  test("with the same id count once", async () => {
    const event = { id: "the-same", name: "steps", data: { id: "same" } };
    await app.inngest.send([event, event]);
    await Promise.all([app.inngest.send(event), app.inngest.send(event)]);
    await until("same", 6);
    await pause(300);
    expect(noted("same")).toHaveLength(6);
  });

  test("match wildcards", async () => {
    expect(await until(await send("many/kinds.of"), 1)).toEqual(["many/kinds.of"]);
  });

  test("cancel runs that match", async () => {
    const [one, two, three] = [
      await send("cancel", { size: 1 }),
      await send("cancel", { size: 5 }),
      await send("cancel", { size: 9 }),
    ];
    await pause(300);
    await app.inngest.send([
      { name: "stop", data: { id: one } },
      { name: "stop-large", data: { size: 7 } },
    ]);
    expect(await until(three, 1)).toEqual(["ended"]);
    await pause(300);
    expect([noted(one), noted(two)]).toEqual([[], []]);
  });
});

describe("flow control", () => {
  test("limits how many steps run at once", async () => {
    [running, mostRunning] = [0, 0];
    const id = `concurrent-${++count}`;
    for (let i = 0; i < 6; i++) await send("concurrent", {}, id);
    await until(id, 6);
    expect(mostRunning).toBe(2);
  });

  test("limits by key, and one key does not hold up another", async () => {
    const id = `by-key-${++count}`;
    await app.inngest.send(
      ["a", "a", "a", "a", "a", "b"].map((organization) => ({
        name: "concurrent-by-key",
        data: { id, organization },
      })),
    );
    const order = await until(id, 6);
    await until(`${id}/a`, 10);
    expect(order.indexOf("b")).toBeLessThan(3);
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
    const id = await send("debounced", { number: 1 });
    await pause(500);
    await send("debounced", { number: 2 }, id);
    await pause(700);
    expect(noted(id)).toEqual([]);
    expect(await until(id, 1)).toEqual([2]);
  });

  test("debounce: no longer than its timeout", async () => {
    const id = `debounced-${++count}`;
    for (let number = 1; number <= 8; number++) {
      await send("debounced", { number }, id);
      await pause(500);
    }
    expect(noted(id).length).toBeGreaterThanOrEqual(1);
  });

  test("throttle: starts are spaced", async () => {
    const id = `throttled-${++count}`;
    for (let i = 0; i < 3; i++) await send("throttled", {}, id);
    const times = (await until(id, 3)) as number[];
    expect((times[2] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(900);
  });

  test("rateLimit: what is too much is dropped", async () => {
    const id = `limited-${++count}`;
    for (let number = 1; number <= 4; number++) await send("limited", { number }, id);
    await until(id, 2);
    await pause(300);
    expect(noted(id).toSorted()).toEqual([1, 2]);
  });

  test("batchEvents: a full batch at once, the rest after the timeout", async () => {
    const id = `batched-${++count}`;
    const startedAt = Date.now();
    for (let number = 1; number <= 4; number++) await send("batched", { number }, id);
    expect(await until(id, 1)).toEqual([[1, 2, 3]]);
    expect(await until(id, 2)).toEqual([[1, 2, 3], [4]]);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(990);
  });

  test("priority: the urgent ones first", async () => {
    const id = `prioritized-${++count}`;
    await app.inngest.send(["a", "b", "c"].map((name) => ({ name: "prioritized", data: { id, name } })));
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

test("schedules run at their time", async () => {
  const before = noted("scheduled").length;
  await pause(2_500);
  expect(noted("scheduled").length - before).toBeGreaterThanOrEqual(2);
  expect(noted("scheduled").length - before).toBeLessThanOrEqual(4);
  expect(noted("scheduled")[0]).toBe("inngest/scheduled.timer");
});

test("requests without the keys are refused", async () => {
  const { url } = app.server;
  const event = { method: "POST", body: JSON.stringify({ name: "steps", data: { id: "unsigned" } }) };
  expect((await fetch(`${url}/e/wrong`, event)).status).toBe(401);
  expect((await fetch(`${url}/fn/register`, { method: "POST", body: "{}" })).status).toBe(401);
  expect((await fetch(app.url, { method: "PUT" })).status).toBe(401);
  const forged = await fetch(`${app.url}?fnId=conformance-steps&stepId=step`, { method: "POST", body: "{}" });
  expect(forged.status).toBe(401);
});

test("nothing is left behind", async () => {
  const [left] = await withOwner(async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const { rows } = await owner.query(
      `select (select count(*)::int from inngest.runs where status = 'running' and function_id <> 'conformance-race') as running,
         (select count(*)::int from inngest.jobs where worker is not null) as leased`,
    );
    return rows;
  });
  expect(left.running).toBeLessThanOrEqual(1);
});
