import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { projectRoot } from "../project";

export type ServerProcess = {
  url: string;
  memoryMegabytes: () => number;
  /** Processor time used since the start. */
  cpuSeconds: () => number;
  stop: () => Promise<void>;
};

/** Linux counts processor time in hundredths of a second. */
const ticksPerSecond = 100;

const readyWithinMs = 300_000;

/** The production server as `npm start` runs it, on a free port, without the limits that would stop a benchmark. */
export async function startServerProcess(dataDirectory: string): Promise<ServerProcess> {
  const port = await freePort();
  const child = spawn(process.execPath, ["--import", "tsx", "bin/start.ts"], {
    cwd: projectRoot,
    env: {
      ...process.env,
      NODE_ENV: "production",
      DATA_DIR: dataDirectory,
      PORT: String(port),
      HOST: "127.0.0.1",
      DOCKET_DEMO: "off",
      APP_DATABASE_URL: "",
      LOG_LEVEL: "error",
      RATE_LIMIT_PER_MINUTE: "1000000",
    },
    stdio: ["ignore", "ignore", "inherit"],
  });
  const url = `http://127.0.0.1:${port}`;
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await untilReady(url, exited);
  return {
    url,
    memoryMegabytes: () =>
      Math.round(
        Number(readFileSync(`/proc/${child.pid}/status`, "utf8").match(/VmRSS:\s+(\d+)/)?.[1] ?? 0) / 1024,
      ),
    cpuSeconds: () => {
      const fields = readFileSync(`/proc/${child.pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
      return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
    },
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}

async function untilReady(url: string, exited: Promise<void>): Promise<void> {
  let isGone = false;
  void exited.then(() => {
    isGone = true;
  });
  for (const until = Date.now() + readyWithinMs; Date.now() < until && !isGone; ) {
    const response = await fetch(`${url}/api/health/ready`).catch(() => null);
    if (response?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("The server did not become ready; its messages are above.");
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise<void>((resolve) => probe.close(() => resolve()));
  return port;
}
