import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { env, setEnv } from "@/lib/platform/env";
import { type Prepared, prepareBenchmark } from "./prepare";
import { type ServerProcess, startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: {
    megabytes: { type: "string", default: "1,50" },
    total: { type: "string", default: "400" },
    "at-once": { type: "string", default: "4" },
  },
});
const megabyte = 1024 * 1024;
const sampleMs = 100;
const settleMs = 10_000;

type Stored = { file_url: string };

const dataDirectory = join(env().DATA_DIR, "bench-attachments");
setEnv({ DATA_DIR: dataDirectory, DOCKET_DEMO: "off" });
const prepared = await prepareBenchmark(1_000, true);
const server = await startServerProcess(dataDirectory);
try {
  const ticketId = await firstTicket(server, prepared);
  for (const size of values.megabytes.split(",")) await measureSize(server, prepared, ticketId, Number(size));
} finally {
  await server.stop();
}
process.exit();

/** Different contents of one size, sent and read back by several at once, as the browser does it. */
async function measureSize(
  server: ServerProcess,
  { token }: Prepared,
  ticketId: string,
  size: number,
): Promise<void> {
  const files = Math.max(4, Math.round(Number(values.total) / size));
  const headers = { authorization: `Bearer ${token}` };
  const stored: Stored[] = [];
  // Made before the clock starts: random bytes cost more than sending them.
  const base = randomBytes(size * megabyte);
  const text = Buffer.from(base.toString("base64").slice(0, size * megabyte), "latin1");
  await measure(server, `upload of ${files} files of ${size} MB`, files, size, async (at) => {
    const body = Buffer.concat([Buffer.from(`${at} ${Date.now()}\n`), text.subarray(32)]);
    const path = `/api/v1/tickets/${ticketId}/attachments?file_name=bench-${size}-${at}.txt`;
    const answer = await fetch(server.url + path, { method: "POST", headers, body });
    if (!answer.ok) throw new Error(`The upload was answered ${answer.status}: ${await answer.text()}`);
    stored.push(((await answer.json()) as { data: Stored }).data);
  });
  await measure(server, `download of ${files} files of ${size} MB`, files, size, async (at) => {
    const answer = await fetch(server.url + (stored[at]?.file_url ?? ""), { headers });
    let received = 0;
    for await (const chunk of answer.body ?? []) received += chunk.length;
    if (received < size * megabyte - 1_000) throw new Error(`Only ${received} bytes came back.`);
  });
}

async function measure(
  server: ServerProcess,
  what: string,
  files: number,
  size: number,
  run: (at: number) => Promise<void>,
): Promise<void> {
  await pause(settleMs);
  const idle = server.memoryMegabytes();
  const processor = server.cpuSeconds();
  let most = 0;
  const samples = setInterval(() => {
    most = Math.max(most, server.memoryMegabytes() - idle);
  }, sampleMs);
  const startedAt = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: Number(values["at-once"]) }, async () => {
      for (let at = next++; at < files; at = next++) await run(at);
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  clearInterval(samples);
  console.log(
    `${what}: ${seconds.toFixed(1)} s = ${((files * size) / seconds).toFixed(0)} MB/s, ${(files / seconds).toFixed(0)} files/s; ${(server.cpuSeconds() - processor).toFixed(1)} s of processor time; at most ${most} MB over the idle server (${idle} MB)`,
  );
}

async function firstTicket(server: ServerProcess, { token }: Prepared): Promise<string> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${server.url}/api/v1/tickets?limit=1`, { headers });
  const { data } = (await answer.json()) as { data: { id: string }[] };
  return data[0]?.id ?? "";
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
