import { execFileSync } from "node:child_process";
import { createWriteStream, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { analyzeFile } from "@/lib/imports/analyze-file";
import { claimImport } from "@/lib/imports/claim-import";
import { createImport } from "@/lib/imports/create-import";
import { measureFile } from "@/lib/imports/import-files";
import { loadImport } from "@/lib/imports/import-job";
import { runImport } from "@/lib/imports/run-import";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { env, setEnv } from "@/lib/platform/env";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { flushChanges } from "@/lib/platform/realtime/publish";
import { makeOrganization } from "@/prisma/seed/factories";
import { showProgress } from "../import-progress";
import { openInstallation } from "../installation";

const { values } = parseArgs({
  options: {
    megabytes: { type: "string", default: "500" },
    file: { type: "string" },
    /** Only writes the file: a process of its own, so that its memory does not count. */
    generate: { type: "string" },
  },
});

const megabyte = 1024 * 1024;
const words =
  "shipment delayed truck driver papers expired invoice payment missing operator booking portal login printer network access request urgent customer waiting delivery proof mismatch bridge cancelled temperature container port customs gate".split(
    " ",
  );
let seed = 1;

if (values.generate) {
  await generate(values.generate, Number(values.megabytes));
  process.exit(0);
}
setEnv({ DATA_DIR: join(env().DATA_DIR, "bench-import") });
const path = values.file ?? generatedFile(values.megabytes);
const installation = await openInstallation({ exclusive: true });
try {
  await applyMigrations(installation.ownerUrl);
  await measureImport(path);
} finally {
  await flushChanges();
  await closeDatabase();
  await installation.stop();
}
process.exit(0);

function generatedFile(megabytes: string): string {
  mkdirSync(env().DATA_DIR, { recursive: true });
  const path = join(env().DATA_DIR, `tickets-${megabytes}.csv`);
  if (statSync(path, { throwIfNoEntry: false })) return path;
  execFileSync(process.execPath, [
    "--import",
    "tsx",
    import.meta.filename,
    "--generate",
    path,
    "--megabytes",
    megabytes,
  ]);
  return path;
}

/** Tickets as an export of another desk has them: ids, quotes, dates, people, tags and columns nobody here knows. */
async function generate(path: string, megabytes: number): Promise<void> {
  const file = createWriteStream(path);
  file.write(
    "Ticket ID,Subject,Description,Status,Priority,Created At,Resolved At,Assignee,Requester Email,Tags,Region,Channel,Score\r\n",
  );
  for (let number = 1; file.bytesWritten + file.writableLength < megabytes * megabyte; number += 1)
    if (!file.write(row(number))) await new Promise<void>((resolve) => file.once("drain", () => resolve()));
  file.end();
  await finished(file);
}

function row(number: number): string {
  const status = pick(["Open", "Closed", "Resolved", "In Progress"]);
  const isDone = status === "Closed" || status === "Resolved";
  const text = Array.from({ length: 20 + random(40) }, () => pick(words)).join(" ");
  const created = `2026-0${1 + random(9)}-${10 + random(18)}T10:${10 + random(49)}:00Z`;
  return `T-${number},"${pick(words)} ${pick(words)} ${pick(words)}, ${number}","${text}",${status},${pick(["Low", "Medium", "High", "Urgent"])},${created},${isDone ? "2026-10-01T10:00:00Z" : ""},agent${random(50)}@example.com,person${random(3000)}@example.com,"a,b",R${random(9)},mail,${random(1000) / 1000}\r\n`;
}

function pick<Item>(items: readonly Item[]): Item {
  return items[random(items.length)] as Item;
}

/** The same file every time. */
function random(below: number): number {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
}

async function measureImport(path: string): Promise<void> {
  const organization = await withConnection(installation.ownerUrl, (owner) => makeOrganization(owner));
  const actor = systemActor(organization.id);
  const [id, holder] = [crypto.randomUUID(), crypto.randomUUID()];
  const before = process.memoryUsage.rss();
  let peak = before;
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 50);
  const analysisStartedAt = performance.now();
  const [file, analyzed] = [await measureFile(path), await analyzeFile(path)];
  const analysisSeconds = (performance.now() - analysisStartedAt) / 1000;
  await withOrganization(actor, (ctx) =>
    createImport(ctx, { id, file_name: "bench", file, analyzed }, { runner: "command_line" }),
  );
  await withOrganization(actor, (ctx) => claimImport(ctx, id, holder));
  const startedAt = performance.now();
  const processor = process.cpuUsage();
  const outcome = await runImport({
    organizationId: organization.id,
    jobId: id,
    holder,
    onProgress: showProgress,
  });
  const seconds = (performance.now() - startedAt) / 1000;
  const { user, system } = process.cpuUsage(processor);
  clearInterval(watch);
  const job = await withOrganization(actor, (ctx) => loadImport(ctx, id));
  console.log(
    `\n${outcome}: ${(file.size / megabyte).toFixed(0)} MB, ${job.row_offset} rows, ${job.created_count} tickets, ${job.rejected_count} refused`,
  );
  console.log(
    `${Math.round(job.created_count / seconds)} tickets/s (${seconds.toFixed(1)} s; looking through the file before: ${analysisSeconds.toFixed(1)} s)`,
  );
  console.log(
    `this process: ${((user + system) / 1e6).toFixed(1)} s of processor time; memory ${Math.round(before / megabyte)} MB before, ${Math.round(peak / megabyte)} MB at most`,
  );
}
