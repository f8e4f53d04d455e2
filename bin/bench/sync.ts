import { rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { closeDatabase } from "@/lib/platform/database/client";
import { env, setEnv } from "@/lib/platform/env";
import { mostByTenths } from "./measure";
import { type SimulatorProcess, startSimulatorProcess } from "./simulator-process";
import { type Mirror, openMirror, type RunFigures } from "./sync-mirror";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "5000" },
    minutes: { type: "string", default: "3" },
    headroom: { type: "string", default: "20" },
    help: { type: "boolean", default: false },
  },
});
const usage = `npm run bench:sync -- [--tickets 5000] [--minutes 3] [--headroom 20]

Mirrors a simulated Freshservice desk that runs beside it, on a database of its own: everything without a rate limit, with
conversations and time entries; again when nothing has changed; 100 changed tickets at the limits of Pro; and for some
minutes (0 leaves it out) at those of Growth, with the head-room that is left to other programs. --tickets 200000 shows the memory.`;

const growthCreditsPerMinute = 200;

if (values.help) console.log(usage);
else await measure();

async function measure(): Promise<void> {
  const directory = join(env().DATA_DIR, "bench-sync");
  rmSync(directory, { recursive: true, force: true });
  setEnv({ DATA_DIR: directory, DOCKET_DEMO: "off", SYNC_ALLOW_PRIVATE: "true", LOG_LEVEL: "warn" });
  const simulator = await startSimulatorProcess(Number(values.tickets));
  const mirror = await openMirror(simulator, Number(values.headroom));
  try {
    await mirror.run("base");
    await measureEverything(mirror);
    await measureNothing(mirror, simulator);
    await measureChanged(mirror, simulator);
    if (Number(values.minutes) > 0) await measureGrowth(mirror, simulator);
  } finally {
    await closeDatabase();
    await mirror.stop();
    await simulator.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}

async function measureEverything(mirror: Mirror): Promise<void> {
  const { run, seconds, processorSeconds, memory } = await mirror.run("full", { days: null });
  const details = await mirror.countDetails();
  console.log(
    `everything: ${run.read_count} tickets with ${details.messages} messages and ${details.time_entries} time entries in ${seconds.toFixed(1)} s, ${(run.read_count / seconds).toFixed(0)} tickets/s, ${run.call_count} calls, ${run.failed_count} failed`,
  );
  console.log(
    `memory: at most ${mostByTenths(memory).join(", ")} MB in each tenth of the time, ${memory.at(-1)} MB at the end`,
  );
  console.log(
    `processor: ${processorSeconds.toFixed(1)} s of this program, without PostgreSQL and the simulator`,
  );
}

async function measureNothing(mirror: Mirror, simulator: SimulatorProcess): Promise<void> {
  // The first run after a full one works through what that one could not read.
  await mirror.run("incremental");
  await simulator.forgetCalls();
  const figures = await mirror.run("incremental");
  const { by_route } = await simulator.calls();
  console.log(`nothing changed: ${inWords(figures)}, ${JSON.stringify(by_route)}`);
}

async function measureChanged(mirror: Mirror, simulator: SimulatorProcess): Promise<void> {
  const ids = await simulator.newestTickets(100);
  const kinds = ["edit", "answer", "time_entry", "resolve"];
  for (const [place, id] of ids.entries())
    await simulator.control("changes", { kind: kinds[place % kinds.length], ticket_id: id });
  await simulator.control("plan", { plan: "pro" });
  console.log(`${ids.length} changed at Pro: ${inWords(await mirror.run("incremental"))}`);
}

async function measureGrowth(mirror: Mirror, simulator: SimulatorProcess): Promise<void> {
  await simulator.control("plan", { plan: "growth" });
  await simulator.forgetCalls();
  const { run, seconds } = await mirror.run("full", {
    days: null,
    read_again: true,
    seconds: Number(values.minutes) * 60,
  });
  const { credits, by_status } = await simulator.calls();
  const allowed = growthCreditsPerMinute * (1 - Number(values.headroom) / 100) * (seconds / 60);
  console.log(
    `Growth: ${credits} of ${Math.round(allowed)} credits allowed with ${values.headroom} % head-room in ${seconds.toFixed(0)} s (${((credits / allowed) * 100).toFixed(1)} %), ${run.read_count} tickets, refused ${by_status["429"] ?? 0} times`,
  );
}

function inWords({ run, seconds }: RunFigures): string {
  return `${seconds.toFixed(1)} s, ${run.read_count} read, ${run.changed_count} changed, ${run.call_count} calls`;
}
