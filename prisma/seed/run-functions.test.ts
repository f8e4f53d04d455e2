import { NonRetriableError } from "inngest";
import { expect, test } from "vitest";
import { inngest } from "@/lib/platform/inngest";
import { runFunction } from "./run-functions";

test("drives a function step by step, through sleeps, sent events, waits and parallel steps", async () => {
  const fn = inngest.createFunction(
    { id: "try-steps", triggers: [{ event: "ticket.created" }] },
    async ({ event, step }) => {
      const number = await step.run("number", () => (event.data as { number: number }).number + 1);
      await step.sleep("rest", "1h");
      const both = await Promise.all([step.run("left", () => 1), step.run("right", () => 2)]);
      await step.sendEvent("tell", { name: "ticket.told", data: { number } });
      const answer = await step.waitForEvent("answer", { event: "ticket.answered", timeout: "1d" });
      return { number, both, answer };
    },
  );
  const run = await runFunction(
    fn,
    { name: "ticket.created", data: { number: 1 } },
    { answers: { answer: { name: "ticket.answered", data: {} } }, crashAfter: ["number", "left"] },
  );
  expect(run).toMatchObject({
    status: "completed",
    output: { number: 2, both: [1, 2], answer: { name: "ticket.answered" } },
    steps: ["number", "rest", "left", "right", "tell", "answer"],
    ran: { number: 2, left: 2, right: 1 },
    sent: [{ name: "ticket.told", data: { number: 2 } }],
    sleeps: { rest: "1h" },
  });
});

test("tries failing steps again and reports what failed for good", async () => {
  let tries = 0;
  const fn = inngest.createFunction({ id: "try-again", retries: 2 }, async ({ step }) => {
    await step.run("flaky", () => {
      tries += 1;
      if (tries < 3) throw new Error("not yet");
      return "done";
    });
    await step.run("never", () => {
      throw new NonRetriableError("for good");
    });
  });
  const run = await runFunction(fn);
  expect(run).toMatchObject({
    status: "failed",
    ran: { flaky: 3, never: 1 },
    error: { message: "for good" },
  });
});
