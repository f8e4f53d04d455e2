import { type Inngest, NonRetriableError, RetryAfterError, StepError } from "inngest";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { type Data, dataOf, pause, useConformanceApp } from "./conformance-app";
import { startLocalServer } from "./start-local-server";

const database = useTestDatabase();
const { app, note, send, until, noted } = useConformanceApp(database, "failures", (inngest) => [
  ...defineFailing(inngest),
  ...defineCaught(inngest),
  ...defineEvents(inngest),
]);

function defineFailing(inngest: Inngest.Any) {
  return [
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
  ];
}

function defineCaught(inngest: Inngest.Any) {
  return [
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
  ];
}

function defineEvents(inngest: Inngest.Any) {
  return [
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
        await step.sleep("long", "4s");
        await step.run("end", () => note(dataOf(event).id, "ended"));
      },
    ),
    inngest.createFunction({ id: "wildcard", triggers: [{ event: "many/*" }] }, ({ event }) => {
      note(dataOf(event).id, event.name);
    }),
    inngest.createFunction({ id: "once", triggers: [{ event: "once" }] }, async ({ event, step }) => {
      await step.run("only", () => note(dataOf(event).id, "ran"));
    }),
  ];
}

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
    const event = { id: "the-same", name: "once", data: { id: "same" } };
    await app().inngest.send([event, event]);
    await Promise.all([app().inngest.send(event), app().inngest.send(event)]);
    await until("same", 1);
    await pause(300);
    expect(noted("same")).toEqual(["ran"]);
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
    await app().inngest.send([
      { name: "stop", data: { id: one } },
      { name: "stop-large", data: { size: 7 } },
    ]);
    expect(await until(three, 1)).toEqual(["ended"]);
    await pause(300);
    expect([noted(one), noted(two)]).toEqual([[], []]);
  });
});

test("requests without the keys are refused", async () => {
  const { url } = app().server;
  const event = { method: "POST", body: JSON.stringify({ name: "once", data: { id: "unsigned" } }) };
  expect((await fetch(`${url}/e/wrong`, event)).status).toBe(401);
  expect((await fetch(`${url}/fn/register`, { method: "POST", body: "{}" })).status).toBe(401);
  expect((await fetch(app().url, { method: "PUT" })).status).toBe(401);
  const forged = await fetch(`${app().url}?fnId=conformance-failures-once&stepId=step`, {
    method: "POST",
    body: "{}",
  });
  expect(forged.status).toBe(401);
});

test("another server on this database, with another key, leaves the app's work alone", async () => {
  const stranger = await startLocalServer({ databaseUrl: database.appUrl, knowsEarlierApps: true });
  const ids = await Promise.all(Array.from({ length: 10 }, () => send("once")));
  for (const id of ids) expect(await until(id, 1)).toEqual(["ran"]);
  await expect(stranger.register(app().url)).rejects.toThrow("give both the same INNGEST_SIGNING_KEY");
  await stranger.stop();
});
