import { createHash } from "node:crypto";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { requestExport } from "@/lib/exports/request-export";
import { runExport } from "@/lib/exports/run-export";
import { type ExportFormat, exportFormats, requestExportInput } from "@/lib/exports/schema";
import { closeDatabase, database } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { env, setEnv } from "@/lib/platform/env";
import { withOrganization } from "@/lib/platform/organization";
import { flushChanges } from "@/lib/platform/realtime/publish";
import { actorOfUser } from "@/lib/platform/session";
import { storage } from "@/lib/platform/storage/storage";
import { openInstallation } from "../installation";
import { prepareBenchmark } from "./prepare";

const { values } = parseArgs({
  options: {
    tickets: { type: "string", default: "1000000" },
    formats: { type: "string", default: "csv,json,xlsx" },
  },
});
const megabyte = 1024 * 1024;
const sampleMs = 25;

setEnv({ DATA_DIR: join(env().DATA_DIR, `bench-export-${values.tickets}`) });
const { organizationId } = await prepareBenchmark(Number(values.tickets), true);
const installation = await openInstallation({ exclusive: true });
try {
  for (const format of exportFormats)
    if (values.formats.split(",").includes(format)) await measureExport(format);
} finally {
  await flushChanges();
  await closeDatabase();
  await installation.stop();
}
process.exit(0);

type Stored = { rows: number; file_key: string; file_size_bytes: number; error_message: string | null };

async function measureExport(format: ExportFormat): Promise<void> {
  const id = await order(format);
  const memory = watchMemory();
  const processor = process.cpuUsage();
  const startedAt = performance.now();
  const outcome = await runExport(organizationId, id);
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const curve = memory.stop();
  const job = await load(id);
  console.log(
    `\n${format}: ${outcome}${job.error_message ? ` (${job.error_message})` : ""}, ${job.rows.toLocaleString("en")} rows, ${(job.file_size_bytes / megabyte).toFixed(0)} MB in ${seconds.toFixed(1)} s = ${Math.round(job.rows / seconds).toLocaleString("en")} rows/s; this process ${((user + system) / 1e6).toFixed(1)} s of processor time`,
  );
  console.log(
    `memory over what it was before, in tenths of the run: ${curve.tenths.join(", ")} MB; at most ${curve.peak} MB`,
  );
  if (format === "csv") await compare(job.file_key);
  await (await storage()).delete(job.file_key);
}

async function order(format: ExportFormat): Promise<string> {
  const [admin] = await withConnection(installation.ownerUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const found = await owner.query<{ id: string }>(
      "select id from users where organization_id = $1 and role = 'admin' order by email limit 1",
      [organizationId],
    );
    return found.rows;
  });
  const actor = await actorOfUser(admin?.id ?? "", null, null);
  if (!actor) throw new Error("The benchmark database has no admin; remove its folder and run again.");
  const { data } = await withOrganization(actor, (ctx) =>
    requestExport(
      ctx,
      requestExportInput.parse({ format, columns: requestedColumns(), filters: { archived: "any" } }),
    ),
  );
  return data.id;
}

/** The default columns and the id, which the checksum needs. */
function requestedColumns() {
  return ["id", ...requestExportInput.parse({}).columns];
}

async function load(id: string): Promise<Stored> {
  const rows = await withConnection(installation.ownerUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const found = await owner.query<Stored>(
      "select written_records as rows, file_key, file_size_bytes::float8 as file_size_bytes, error_message from ticket_export_jobs where id = $1",
      [id],
    );
    return found.rows;
  });
  return rows[0] as Stored;
}

/** Ids, numbers, titles and times of the file in their order, against the same said by plain SQL. */
async function compare(key: string): Promise<void> {
  const hash = createHash("md5");
  let lines = 0;
  const content = await (await storage()).get(key);
  for await (const line of createInterface({ input: content, crlfDelay: Number.POSITIVE_INFINITY })) {
    lines += 1;
    if (lines > 1) hash.update(`${lines > 2 ? "\n" : ""}${line.split(",").slice(0, 5).join(",")}`);
  }
  const [row] = await withConnection(installation.ownerUrl, async (owner) => {
    await owner.query("select set_config('app.maintenance', 'on', false)");
    const found = await owner.query<{ digest: string; count: number }>(
      `select md5(string_agg(concat_ws(',', id, number, title, status, priority), E'\\n' order by created_at desc, id desc)) as digest,
         count(*)::int as count from tickets where organization_id = $1`,
      [organizationId],
    );
    return found.rows;
  });
  const digest = hash.digest("hex");
  const isSame = digest === row?.digest && lines - 1 === row.count;
  console.log(
    `checksum of ${(lines - 1).toLocaleString("en")} rows: file ${digest}, SQL ${row?.digest}: ${isSame ? "equal" : "DIFFERENT"}`,
  );
  if (!isSame) process.exitCode = 1;
}

function watchMemory() {
  void database();
  const before = process.memoryUsage.rss();
  const samples: number[] = [];
  const timer = setInterval(() => samples.push(process.memoryUsage.rss() - before), sampleMs);
  return {
    stop: () => {
      clearInterval(timer);
      const tenths = Array.from({ length: 10 }, (_, tenth) =>
        Math.round((samples[Math.floor(((tenth + 0.5) * samples.length) / 10)] ?? 0) / megabyte),
      );
      return { tenths, peak: Math.round(Math.max(0, ...samples) / megabyte) };
    },
  };
}
