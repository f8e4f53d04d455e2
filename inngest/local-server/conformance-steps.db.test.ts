import { type Inngest, NonRetriableError } from "inngest";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { dataOf, pause, useConformanceApp } from "./conformance-app";

const database = useTestDatabase();
const { app, note, send, until, noted } = useConformanceApp(database, "steps", (inngest) => [
  ...defineSequences(inngest),
  ...defineParallels(inngest),
  ...defineCalls(inngest),
]);

let running = 0;
let mostRunning = 0;
async function occupy(ms: number): Promise<void> {
  running += 1;
  mostRunning = Math.max(mostRunning, running);
  await pause(ms);
  running -= 1;
}

function defineSequences(inngest: Inngest.Any) {
  return [
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
  ];
}

function defineParallels(inngest: Inngest.Any) {
  return [
    inngest.createFunction({ id: "parallel", triggers: [{ event: "parallel" }] }, async ({ event, step }) => {
      const { id } = dataOf(event);
      const part = (name: string, ms: number) =>
        step.run(name, async () => {
          await occupy(ms);
          note(id, name);
          return name;
        });
      const all = await Promise.all([
        part("slow", 600),
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
  ];
}

function defineCalls(inngest: Inngest.Any) {
  const double = inngest.createFunction({ id: "double", triggers: [] }, async ({ event }) => {
    if (dataOf(event).number === 13) throw new NonRetriableError("unlucky");
    return Number(dataOf(event).number) * 2;
  });
  return [
    double,
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
  ];
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
    const id = await send("parallel");
    const found = await until(id, 3);
    expect(found).toEqual(["fast", "slow", ["slow", "fast after", null]]);
    expect(mostRunning).toBeGreaterThanOrEqual(2);
  });

  test("may race", async () => {
    expect(await until(await send("race"), 1)).toEqual(["quick"]);
  });

  test("sleep for a duration and until an instant", async () => {
    const target = Date.now() + 2_500;
    const id = await send("sleep", { until: new Date(target).toISOString() });
    const [before, between, after] = (await until(id, 3)) as [number, number, number];
    expect(between - before).toBeGreaterThanOrEqual(995);
    expect(after).toBeGreaterThanOrEqual(target - 5);
  });

  test("wait for the event that matches, or for nothing", async () => {
    const id = await send("wait");
    // Nobody says when the function has begun to wait.
    while (noted(id).length === 0) {
      await app().inngest.send([
        { name: "answer", data: { id: "another", text: "wrong" } },
        { name: "answer", data: { id, text: "right" } },
      ]);
      await pause(300);
    }
    expect(noted(id)).toEqual([["right", null]]);
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
