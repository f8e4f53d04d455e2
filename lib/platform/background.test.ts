import { expect, test } from "vitest";
import { startBackground } from "./background";

const until = async (isDone: () => boolean) => {
  while (!isDone()) await new Promise((resolve) => setTimeout(resolve, 2));
};

test("tasks repeat, never overlap, and survive their own failure", async () => {
  let runs = 0;
  let running = 0;
  let mostAtOnce = 0;
  const run = async () => {
    running += 1;
    mostAtOnce = Math.max(mostAtOnce, running);
    await new Promise((resolve) => setTimeout(resolve, 5));
    running -= 1;
    runs += 1;
    if (runs === 2) throw new Error("once");
  };
  const background = startBackground([{ name: "count", everyMs: 1, run }]);
  await until(() => runs >= 4);
  await background.stop();
  expect(mostAtOnce).toBe(1);
  const runsAtStop = runs;
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(runs).toBe(runsAtStop);
});

test("stopping tells the task and waits for it; a pause ends at once", async () => {
  let isStopped = false;
  const long = async (signal: AbortSignal) => {
    await until(() => signal.aborted);
    isStopped = true;
  };
  const background = startBackground([
    { name: "long", everyMs: 1, run: long },
    { name: "rare", everyMs: 3_600_000, run: async () => undefined },
  ]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  await background.stop();
  expect(isStopped).toBe(true);
});
