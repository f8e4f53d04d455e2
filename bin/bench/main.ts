import { join } from "node:path";
import { parseArgs } from "node:util";
import { env, setEnv } from "@/lib/platform/env";
import { type Case, ticketCases } from "./cases";
import { measureFloors } from "./floors";
import { HttpClient, type Measurement, measure } from "./measure";
import { type Prepared, prepareBenchmark } from "./prepare";
import { startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "100000" },
    samples: { type: "string", default: "200" },
    seconds: { type: "string", default: "8" },
    help: { type: "boolean", default: false },
  },
});

if (values.help) {
  console.log(
    "npm run bench -- [--tickets 100000,1000000] [--samples 200] [--seconds 8]\n\nFills a database of its own under DATA_DIR/bench-<tickets> (kept for the next run), starts the production server and measures it.",
  );
} else {
  for (const tickets of values.tickets.split(",").map(Number)) await runSize(tickets);
  process.exit(0);
}

async function runSize(tickets: number): Promise<void> {
  console.log(`\n${tickets.toLocaleString("en")} tickets`);
  const dataDirectory = join(env().DATA_DIR, `bench-${tickets}`);
  setEnv({ DATA_DIR: dataDirectory, DOCKET_DEMO: "off" });
  const prepared = await prepareBenchmark(tickets);
  const server = await startServerProcess(dataDirectory);
  try {
    await report(prepared, server.url, server.memoryMegabytes);
  } finally {
    await server.stop();
    setEnv({ DATA_DIR: join(dataDirectory, "..") });
  }
}

async function report(prepared: Prepared, url: string, memory: () => number): Promise<void> {
  const http = new HttpClient(url);
  const cases = await ticketCases(http, prepared);
  for (const one of cases) await measure(http, one, { samples: 20, seconds: 0 });
  console.log(`server memory after warm-up: ${memory()} MB resident`);
  const results: [Case, Measurement][] = [];
  for (const one of cases)
    results.push([
      one,
      await measure(http, one, {
        samples: Number(values.samples),
        seconds: one.isWrite ? 0 : Number(values.seconds),
      }),
    ]);
  const list = results[0]?.[1];
  const floors = await measureFloors(prepared, list?.bytes ?? 20_000);
  console.log(
    `floors: 50 rows by prepared SQL ${floors.sqlMs.toFixed(2)} ms; bare Node server, same body, ${Math.round(floors.bareRequestsPerSecond)} requests/s\n`,
  );
  console.log(
    "| request | median ms | p95 ms | x SQL floor | requests/s at 8 | body bytes |\n|---|---|---|---|---|---|",
  );
  for (const [one, m] of results) {
    const rate = m.requestsPerSecond ? Math.round(m.requestsPerSecond) : "";
    console.log(
      `| ${one.name} | ${m.medianMs.toFixed(1)} | ${m.p95Ms.toFixed(1)} | ${(m.medianMs / floors.sqlMs).toFixed(0)} | ${rate} | ${m.bytes} |`,
    );
  }
  console.log(`\nserver memory at the end: ${memory()} MB resident`);
  http.close();
}
