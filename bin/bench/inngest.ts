import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Inngest } from "inngest";
import { serve } from "inngest/node";
import { startLocalServer } from "@/inngest/local-server/start-local-server";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env, setEnv } from "@/lib/platform/env";
import { openInstallation } from "../installation";

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "200" },
    steps: { type: "string", default: "10" },
    events: { type: "string", default: "100" },
    idle: { type: "string", default: "10" },
    help: { type: "boolean", default: false },
  },
});

if (values.help)
  console.log(
    "npm run bench:inngest -- [--runs 200] [--steps 10] [--events 100] [--idle 10]\n\nMeasures the embedded Inngest server with the real SDK over HTTP, on a database of its own under DATA_DIR/bench-inngest: time from event to first step, steps per second, and what it costs while idle.",
  );
else await measure();

async function measure(): Promise<void> {
  setEnv({ DATA_DIR: join(env().DATA_DIR, "bench-inngest"), DOCKET_DEMO: "off" });
  const installation = await openInstallation({ exclusive: true });
  await applyMigrations(installation.ownerUrl, { applicationUrl: installation.appUrl });
  const server = await startLocalServer({ databaseUrl: env().APP_DATABASE_URL });
  const inngest = new Inngest({ id: "bench", baseUrl: server.url, isDev: true, aiMetadata: false });
  const started = new Map<string, number>();
  let steps = 0;
  let finished = 0;
  const functions = [
    inngest.createFunction(
      { id: "first-step", triggers: [{ event: "bench.first" }] },
      async ({ event, step }) => {
        await step.run("first", () => started.set(String(event.data.number), performance.now()));
      },
    ),
    inngest.createFunction({ id: "chain", triggers: [{ event: "bench.chain" }] }, async ({ event, step }) => {
      for (let i = 0; i < Number(event.data.steps); i++)
        await step.run(`step ${i}`, () => {
          steps += 1;
        });
      finished += 1;
    }),
  ];
  const app = createServer(serve({ client: inngest, functions }));
  await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
  await server.register(`http://127.0.0.1:${(app.address() as AddressInfo).port}/api/inngest`);

  const waits: number[] = [];
  for (let number = 0; number < Number(values.events); number++) {
    const sentAt = performance.now();
    await inngest.send({ name: "bench.first", data: { number } });
    while (!started.has(String(number))) await pause(1);
    waits.push((started.get(String(number)) ?? 0) - sentAt);
  }
  waits.sort((left, right) => left - right);
  console.log(
    `event to first step: median ${at(waits, 0.5)} ms, 95th percentile ${at(waits, 0.95)} ms, longest ${at(waits, 1)} ms`,
  );

  const runs = Number(values.runs);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  await inngest.send(
    Array.from({ length: runs }, () => ({ name: "bench.chain", data: { steps: Number(values.steps) } })),
  );
  while (finished < runs) await pause(5);
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = process.cpuUsage(cpuBefore);
  console.log(
    `${steps} steps in ${runs} runs: ${Math.round(steps / seconds)} steps/s, ${Math.round(runs / seconds)} runs/s, ${((cpu.user + cpu.system) / 1_000 / steps).toFixed(2)} ms of CPU a step with the app`,
  );

  await pause(2_000);
  const before = process.cpuUsage();
  await pause(Number(values.idle) * 1_000);
  const { user, system } = process.cpuUsage(before);
  console.log(
    `idle: ${((user + system) / Number(values.idle) / 1e4).toFixed(2)} % of a core, ${Math.round(process.memoryUsage().rss / 1024 / 1024)} MB with the app and its SDK`,
  );
  app.close();
  app.closeAllConnections();
  await server.stop();
  await installation.stop();
}

function at(sorted: number[], share: number): string {
  return (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(1);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
