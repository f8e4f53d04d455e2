import { createHash } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { parseArgs } from "node:util";
import { defaultColumns, type ExportJob } from "@/lib/exports/schema";
import { withConnection } from "@/lib/platform/database/connect";
import { env, setEnv } from "@/lib/platform/env";
import { openInstallation } from "../installation";
import { mostByTenths } from "./measure";
import { type Prepared, prepareBenchmark } from "./prepare";
import { type ServerProcess, startServerProcess } from "./server-process";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "1000000" },
    formats: { type: "string", default: "csv,json,xlsx" },
  },
});
const megabyte = 1024 * 1024;
const sampleMs = 100;
const settleMs = 15_000;

const dataDirectory = join(env().DATA_DIR, `bench-export-${values.tickets}`);
setEnv({ DATA_DIR: dataDirectory, DOCKET_DEMO: "off" });
const prepared = await prepareBenchmark(Number(values.tickets), true);
const expected = await checksumOfDatabase(prepared);
const server = await startServerProcess(dataDirectory);
try {
  for (const format of values.formats.split(",")) await measureExport(server, prepared, format);
} finally {
  await server.stop();
}
process.exit();

/** One export as anyone asks for it over HTTP, by a server that does nothing else. */
async function measureExport(server: ServerProcess, { token }: Prepared, format: string): Promise<void> {
  const call = async <Data>(path: string, body?: object): Promise<Data> => {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body && { method: "POST", body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return ((await answer.json()) as { data: Data }).data;
  };
  await pause(settleMs);
  const idle = server.memoryMegabytes();
  const processor = server.cpuSeconds();
  const samples: number[] = [];
  let job = await call<ExportJob>("/exports", {
    format,
    columns: ["id", ...defaultColumns],
    filters: { archived: "any" },
  });
  while (job.status === "pending" || job.status === "processing") {
    await pause(sampleMs);
    samples.push(server.memoryMegabytes() - idle);
    job = await call<ExportJob>(`/exports/${job.id}`);
  }
  report(format, job, samples, server.cpuSeconds() - processor);
  if (job.status !== "completed" || format !== "csv") return;
  const { url } = await call<{ url: string }>(`/exports/${job.id}/link`, {});
  const file = await fetch(server.url + url, { headers: { authorization: `Bearer ${token}` } });
  await compare(Readable.fromWeb(file.body as unknown as WebStream));
}

function report(format: string, job: ExportJob, samples: number[], processorSeconds: number): void {
  const seconds = (Date.parse(String(job.completed_at)) - Date.parse(String(job.started_at))) / 1000;
  const waited = Date.parse(String(job.started_at)) - Date.parse(String(job.created_at));
  const size = Math.round((job.file_size_bytes ?? 0) / megabyte);
  console.log(
    `\n${format}: ${job.status}${job.error_message ? ` (${job.error_message})` : ""}, begun after ${waited} ms, ${count(job.written_records)} rows, ${size} MB in ${seconds.toFixed(1)} s = ${count(job.written_records / seconds)} rows/s; the server used ${processorSeconds.toFixed(1)} s of processor time`,
  );
  console.log(
    `memory over the idle server, in tenths of the run: ${mostByTenths(samples).join(", ")} MB; at most ${Math.max(...samples)} MB`,
  );
}

type Checksum = { digest: string; count: number };

/** Ids, numbers, titles, statuses and priorities in the list's order, said by plain SQL. */
async function checksumOfDatabase({ organizationId }: Prepared): Promise<Checksum> {
  const installation = await openInstallation({ exclusive: true });
  try {
    return await withConnection(installation.ownerUrl, async (owner) => {
      await owner.query("select set_config('app.maintenance', 'on', false)");
      const { rows } = await owner.query<Checksum>(
        `select md5(string_agg(concat_ws(',', id, number, title, status, priority), E'\\n' order by created_at desc, id desc)) as digest,
           count(*)::int as count from tickets where organization_id = $1`,
        [organizationId],
      );
      return rows[0] as Checksum;
    });
  } finally {
    await installation.stop();
  }
}

async function compare(content: Readable): Promise<void> {
  const hash = createHash("md5");
  let lines = -1;
  for await (const line of createInterface({ input: content, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines += 1;
    if (lines > 0) hash.update(`${lines > 1 ? "\n" : ""}${line.split(",").slice(0, 5).join(",")}`);
  }
  const digest = hash.digest("hex");
  const isSame = digest === expected.digest && lines === expected.count;
  console.log(
    `checksum of ${count(lines)} rows: file ${digest}, SQL ${expected.digest}: ${isSame ? "equal" : "DIFFERENT"}`,
  );
  if (!isSame) process.exitCode = 1;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function count(value: number): string {
  return Math.round(value).toLocaleString("en");
}
