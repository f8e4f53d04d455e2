import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Inngest } from "inngest";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { startLocalServer } from "./start-local-server";
import { eventKey, serveFunctions, signingKey, testClient } from "./test-app";

const database = useTestDatabase();
const stepsOfRun = 12;
const root = join(import.meta.dirname, "../..");

/** Numbers of the steps that ran, by run. */
const ran = new Map<number, number[]>();
const ended = new Map<number, number>();
const collected: string[] = [];
let port = 0;
let child: ChildProcess | undefined;
let inngest: Inngest.Any;
let app: { url: string; close: () => void };

beforeAll(async () => {
  port = await findPort();
  inngest = testClient("crash", `http://127.0.0.1:${port}`);
  const fn = inngest.createFunction(
    { id: "count", triggers: [{ event: "count" }] },
    async ({ event, step }) => {
      const { run } = event.data as { run: number };
      for (let number = 0; number < stepsOfRun; number++) {
        const result = await step.run(`step ${number}`, async () => {
          ran.set(run, [...(ran.get(run) ?? []), number]);
          await pause(Math.random() * 20);
          return { number };
        });
        expect(result).toEqual({ number });
        if (number === 5) await step.sleep("rest", "1s");
      }
      ended.set(run, (ended.get(run) ?? 0) + 1);
    },
  );
  const collect = inngest.createFunction(
    { id: "collect", triggers: [{ event: "collect" }], batchEvents: { maxSize: 10, timeout: "1s" } },
    ({ events }) => {
      collected.push(`${events.length} collected`);
    },
  );
  const settle = inngest.createFunction(
    { id: "settle", triggers: [{ event: "settle" }], debounce: { period: "1s" } },
    () => {
      collected.push("settled");
    },
  );
  app = await serveFunctions(inngest, [fn, collect, settle]);
});
afterAll(() => {
  child?.kill("SIGKILL");
  app.close();
});

test("a server that is killed again and again loses nothing and repeats no step that was recorded", async () => {
  const runs = 40;
  await startChild(["--app", app.url]);
  await inngest.send(
    Array.from({ length: runs }, (_, run) => ({ id: `run-${run}`, name: "count", data: { run } })),
  );
  for (let kill = 0; kill < 4; kill++) {
    await pause(200 + Math.random() * 900);
    child?.kill("SIGKILL");
    await startChild([]);
  }
  // Sent again by someone who never got an answer: known already.
  await inngest.send({ id: "run-0", name: "count", data: { run: 0 } });
  const end = Date.now() + 60_000;
  while (ended.size < runs && Date.now() < end) await pause(50);
  expect(ended.size).toBe(runs);
  for (const numbers of ran.values()) {
    expect(new Set(numbers).size).toBe(stepsOfRun);
    // A later step ran only because the earlier one was recorded, which then never runs again.
    expect(numbers).toEqual(numbers.toSorted((left, right) => left - right));
  }
}, 120_000);

test("two servers on one database share the work and run every step once", async () => {
  child?.kill("SIGKILL");
  const options = { databaseUrl: database.appUrl, signingKey, eventKey, knowsEarlierApps: true, slots: 4 };
  const [one, two] = [await startLocalServer({ ...options, port }), await startLocalServer(options)];
  const numbers = Array.from({ length: 30 }, (_, index) => 100 + index);
  const events = numbers.map((run) => ({ id: `run-${run}`, name: "count", data: { run } }));
  const second = testClient("crash", two.url);
  await Promise.all([inngest.send(events), second.send(events)]);
  const end = Date.now() + 60_000;
  while (numbers.some((run) => !ended.has(run)) && Date.now() < end) await pause(50);
  for (const run of numbers)
    expect([run, ran.get(run)]).toEqual([run, Array.from({ length: stepsOfRun }, (_, number) => number)]);
  await Promise.all([one.stop(500), two.stop(500)]);
}, 120_000);

test("what was collected before a restart waits for its functions to register again", async () => {
  const options = { databaseUrl: database.appUrl, signingKey, eventKey, port };
  const before = await startLocalServer(options);
  await before.register(app.url);
  await inngest.send([
    { name: "collect", data: {} },
    { name: "collect", data: {} },
    { name: "settle", data: {} },
  ]);
  await before.stop();
  const after = await startLocalServer(options);
  // Both are due by now, and nobody has said yet what to do with them.
  await pause(1_500);
  expect(collected).toEqual([]);
  await after.register(app.url);
  await vi.waitFor(() => expect(collected.toSorted()).toEqual(["2 collected", "settled"]), 30_000);
  await after.stop();
}, 120_000);

/** The server as `npm run inngest:local` starts it, in a process of its own. */
async function startChild(args: string[]): Promise<void> {
  const process_ = spawn(
    process.execPath,
    ["--import", "tsx", "bin/inngest-local.ts", "--port", String(port), "--retry-interval", "20", ...args],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
      env: {
        ...process.env,
        DATABASE_URL: database.appUrl,
        MIGRATION_DATABASE_URL: database.ownerUrl,
        APP_DATABASE_URL: database.appUrl,
        INNGEST_SIGNING_KEY: signingKey,
        INNGEST_EVENT_KEY: eventKey,
        LOG_LEVEL: "silent",
      },
    },
  );
  child = process_;
  const awaited = args.length > 0 ? "Registered" : "Inngest listens";
  await new Promise<void>((resolve, reject) => {
    process_.stdout?.on("data", (text: Buffer) => text.includes(awaited) && resolve());
    process_.once("exit", (code) => reject(new Error(`The server ended with ${code}.`)));
  });
}

async function findPort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const found = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
