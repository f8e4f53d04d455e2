import { createServer } from "node:net";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env, setEnv } from "@/lib/platform/env";
import { StartupError } from "@/lib/platform/startup-error";
import { printBanner } from "./banner";
import { ensureBuild } from "./build";
import { ensureDemo, requireLoopback } from "./demo";
import { ensureGenerated } from "./generate";
import { openInstallation } from "./installation";
import { listen } from "./listen";

const isDevelopment = process.argv.includes("--dev");
const wantedNode = 24;
// npm passes a Ctrl-C on that the terminal has sent us already; only a later one means "at once".
const repeatedSignalMs = 1_500;

const closers: (() => Promise<void>)[] = [];
const interruption = new AbortController();
let stoppedAt = 0;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stopOnSignal);
await start().catch(fail);

async function start(): Promise<void> {
  const startedAt = performance.now();
  requireNode();
  setEnv({ NODE_ENV: isDevelopment ? "development" : "production" });
  const { HOST, PORT } = env();
  await requireFreePort(HOST, PORT);
  const installation = await openInstallation({ exclusive: true });
  closers.push(installation.stop);
  await applyMigrations(installation.ownerUrl, { applicationUrl: installation.appUrl });
  await prepareCode();
  const hasDemo = await ensureDemo(installation, () => say("Filling the empty database with demo data …"));
  if (hasDemo) requireLoopback(HOST);
  if (interruption.signal.aborted) return;
  if (!isDevelopment) forgetSourceMaps();
  const { startServer } = await import("../server");
  const server = await startServer({ host: HOST, port: PORT, isDevelopment });
  closers.push(server.stop);
  printBanner({ hasDemo, milliseconds: performance.now() - startedAt });
}

function requireNode(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < wantedNode)
    throw new StartupError(
      `Docket runs on Node ${wantedNode}, which "npm ci" installs beside it, but this is Node ${process.versions.node}: start it with "npm start".`,
    );
}

async function requireFreePort(host: string, port: number): Promise<void> {
  const probe = createServer();
  await listen(probe, host, port);
  await new Promise((resolve) => probe.close(resolve));
}

async function prepareCode(): Promise<void> {
  if (isDevelopment) return ensureGenerated();
  const startedAt = performance.now();
  const hasBuilt = await ensureBuild({
    signal: interruption.signal,
    onStart: () =>
      say("Building for production; this happens once for every version and takes about a minute …"),
  });
  if (hasBuilt) say(`Built in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
}

/** tsx turns them on for everything, and Node then keeps the maps of every chunk Next loads: a third of the memory. */
function forgetSourceMaps(): void {
  const isWanted = [process.env.NODE_OPTIONS ?? "", ...process.execArgv]
    .join(" ")
    .includes("--enable-source-maps");
  if (!isWanted) process.setSourceMapsEnabled(false);
}

function say(text: string): void {
  console.log(text);
}

function stopOnSignal(): void {
  if (stoppedAt > 0) {
    if (Date.now() - stoppedAt > repeatedSignalMs) process.exit(130);
    return;
  }
  stoppedAt = Date.now();
  interruption.abort();
  say("\nStopping …");
  void closeAll().then(() => process.exit(0));
}

/** Last opened, first closed: the server before its database. */
async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse())
    await close().catch((error: unknown) => console.error(error));
}

async function fail(error: unknown): Promise<void> {
  // What breaks because we are stopping is not worth a word.
  if (stoppedAt > 0) return;
  stoppedAt = Date.now();
  console.error(error instanceof StartupError ? error.message : error);
  await closeAll();
  process.exit(1);
}
