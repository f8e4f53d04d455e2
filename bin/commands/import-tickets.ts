import { createWriteStream, readFileSync, statSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { type Analyzed, analyzeFile } from "@/lib/imports/analyze-file";
import { checkFile } from "@/lib/imports/check-file";
import { adoptMapping, checkMapping } from "@/lib/imports/check-mapping";
import { claimImport, findInterrupted } from "@/lib/imports/claim-import";
import { createImport } from "@/lib/imports/create-import";
import { measureFile, type StoredFile } from "@/lib/imports/import-files";
import { type ImportJob, loadImport } from "@/lib/imports/import-job";
import { openRejects } from "@/lib/imports/open-rejects";
import { organizationZone } from "@/lib/imports/preview-import";
import { leaseSeconds, type RunOutcome, runImport } from "@/lib/imports/run-import";
import { type ImportMapping, importMapping, onDuplicate } from "@/lib/imports/schema";
import { AppError } from "@/lib/platform/errors";
import { type Actor, systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { count, endProgress, showProgress } from "../import-progress";
import { findOrganization, readInput } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = {
  mapping?: string;
  onDuplicate: string;
  organization?: string;
  dryRun?: boolean;
  rejects?: string;
};

const rejectedRowsExitCode = 2;

export function register(program: Command): void {
  commandGroup(program, "import", "bring tickets from another desk")
    .command("tickets <file>")
    .description("import a CSV or JSON file (also .gz); run again after an interruption, it continues")
    .option("--mapping <name or file>", "a saved mapping's name, or a JSON file with one; otherwise proposed")
    .option("--on-duplicate <choice>", "ids that are there already: skip, update or fail", "skip")
    .option("--organization <slug>", "needed where there are several organizations")
    .option("--dry-run", "read and check everything, store nothing; prints the mapping for --mapping")
    .option(
      "--rejects <file>",
      "where to write refused rows (default: beside where you are, named after the file)",
    )
    .addHelpText(
      "after",
      "\nExit codes: 0 all rows imported, 1 failed, 2 some rows were refused, 130 interrupted.",
    )
    .action(importTickets);
}

async function importTickets(path: string, options: Options, command: Command): Promise<void> {
  const choice = readInput(onDuplicate, options.onDuplicate);
  if (!statSync(path, { throwIfNoEntry: false })?.isFile())
    throw new StartupError(`There is no file ${path}: check the name.`);
  const controller = new AbortController();
  let running: Promise<RunOutcome> | undefined;
  const onInterrupt = async () => {
    controller.abort();
    await running;
    endProgress();
    console.error("Stopped. Run the same command again to continue where it was left.");
  };
  await withInstallation(
    async () => {
      const actor = systemActor(await findOrganization(options.organization));
      const file = await measureFile(path);
      const analyzed = await analyzeFile(file.path);
      if (options.dryRun) return report(command, file, await dryRun(actor, file, analyzed, options.mapping));
      const id = await prepareJob(actor, file, analyzed, { mapping: options.mapping, onDuplicate: choice });
      const holder = crypto.randomUUID();
      await claimWhenFree(actor, id, holder);
      const { organizationId } = actor;
      running = runImport({
        organizationId,
        jobId: id,
        holder,
        signal: controller.signal,
        onProgress: showProgress,
      });
      const outcome = await running;
      endProgress();
      if (outcome !== "stopped") await conclude(command, actor, id, outcome, options.rejects);
    },
    { onInterrupt },
  );
}

/** A run that was killed holds its lease for some seconds more. */
async function claimWhenFree(actor: Actor, id: string, holder: string): Promise<void> {
  const giveUpAt = Date.now() + (leaseSeconds + 5) * 1000;
  for (;;) {
    try {
      return await withOrganization(actor, (ctx) => claimImport(ctx, id, holder));
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "conflict" || Date.now() > giveUpAt) throw error;
      if (process.stderr.isTTY)
        process.stderr.write("\r\x1b[2KWaiting for an earlier run of this import to end");
      await setTimeout(1_000);
    }
  }
}

/** The interrupted import of the same file, or a new one. */
async function prepareJob(
  actor: Actor,
  file: StoredFile,
  analyzed: Analyzed,
  choices: { mapping: string | undefined; onDuplicate: "skip" | "update" | "fail" },
): Promise<string> {
  return withOrganization(actor, async (ctx) => {
    const interrupted = await findInterrupted(ctx, file.digest);
    if (interrupted) {
      await ctx.tx.$executeRaw`
        update import_jobs set on_duplicate = ${choices.onDuplicate}, file_path = ${file.path} where id = ${interrupted}::uuid`;
      return interrupted;
    }
    const mapping = await chooseMapping(actor, analyzed, choices.mapping);
    const id = crypto.randomUUID();
    const received = { id, file_name: basename(file.path), file, analyzed: { ...analyzed, mapping } };
    await createImport(ctx, received, { runner: "command_line" });
    await ctx.tx
      .$executeRaw`update import_jobs set on_duplicate = ${choices.onDuplicate} where id = ${id}::uuid`;
    return id;
  });
}

async function chooseMapping(
  actor: Actor,
  analyzed: Analyzed,
  name: string | undefined,
): Promise<ImportMapping> {
  const given = name === undefined ? null : await readMapping(actor, name);
  const mapping = given ? adoptMapping(given, analyzed.mapping, analyzed.format) : analyzed.mapping;
  checkMapping(mapping, analyzed.format);
  return mapping;
}

async function readMapping(actor: Actor, name: string): Promise<ImportMapping> {
  if (statSync(name, { throwIfNoEntry: false })?.isFile()) {
    try {
      return readInput(importMapping, JSON.parse(readFileSync(name, "utf8")));
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      throw new StartupError(`${name} is not valid JSON: ${error.message}.`);
    }
  }
  const [saved] = await withOrganization(
    actor,
    (ctx) =>
      ctx.tx.$queryRaw<{ mapping: unknown }[]>`select mapping from import_mappings where name = ${name}`,
  );
  if (!saved) throw new StartupError(`There is no saved mapping and no file "${name}".`);
  return readInput(importMapping, saved.mapping);
}

async function dryRun(actor: Actor, file: StoredFile, analyzed: Analyzed, name: string | undefined) {
  const mapping = await chooseMapping(actor, analyzed, name);
  const zone = await withOrganization(actor, organizationZone);
  const check = await checkFile({ ...file, format: analyzed.format, mapping, time_zone: zone });
  return { ...check, mapping, warnings: analyzed.analysis.warnings };
}

function report(command: Command, file: StoredFile, check: Awaited<ReturnType<typeof dryRun>>): void {
  const refusals = check.refusals.map(({ line, reason }) => ({ line_number: line, reason }));
  const columns = check.mapping.columns.map((column) => {
    const key = column.target === "metadata" ? `.${column.key ?? column.column}` : "";
    return `  ${column.column} → ${column.target}${key}${column.date_format ? ` (${column.date_format})` : ""}`;
  });
  const text = [
    `${basename(file.path)}: ${count(check.rows)} rows read, ${count(check.refused)} would be refused. Nothing was stored.`,
    ...check.warnings,
    ...columns,
    ...refusals.slice(0, 20).map(({ line_number, reason }) => `line ${line_number}: ${reason}`),
  ].join("\n");
  print(command, { ...check, refusals }, text);
  if (check.refused > 0) process.exitCode = rejectedRowsExitCode;
}

async function conclude(
  command: Command,
  actor: Actor,
  id: string,
  outcome: RunOutcome,
  rejectsPath: string | undefined,
): Promise<void> {
  const job = await withOrganization(actor, (ctx) => loadImport(ctx, id));
  if (outcome === "lost")
    throw new StartupError("Another process has taken this import over, or it was cancelled.");
  if (outcome === "failed")
    throw new StartupError(
      `${job.error_message ?? "The import failed."} What was read before is stored; run the same command again to continue.`,
    );
  const rejects = job.rejected_count > 0 ? await writeRejects(actor, job, rejectsPath) : null;
  const summary = {
    import_id: job.id,
    rows: job.row_offset,
    created: job.created_count,
    updated: job.updated_count,
    skipped: job.skipped_count,
    rejected: job.rejected_count,
    rows_per_second: Math.round(job.rows_per_second ?? 0),
    rejects_file: rejects,
  };
  const numbers = `${count(summary.rows)} rows: ${count(summary.created)} tickets created, ${count(summary.updated)} updated, ${count(summary.skipped)} skipped as duplicates, ${count(summary.rejected)} rows refused (${count(summary.rows_per_second)} rows/s).`;
  print(
    command,
    { data: summary },
    rejects ? `${numbers}\nRefused rows, to correct and import again: ${rejects}` : numbers,
  );
  if (rejects) process.exitCode = rejectedRowsExitCode;
}

async function writeRejects(actor: Actor, job: ImportJob, path: string | undefined): Promise<string> {
  const extension = job.format.kind === "csv" ? "csv" : job.format.kind === "json_lines" ? "jsonl" : "json";
  const base = job.file_name.replace(/\.gz$/i, "").replace(/\.\w+$/, "");
  const target = resolve(path ?? `${base}-rejects-${job.id.slice(0, 8)}.${extension}`);
  const answer = await withOrganization(actor, (ctx) => openRejects(ctx, job.id, { format: "file" }));
  if (answer.body)
    await pipeline(
      Readable.fromWeb(answer.body as unknown as WebStream),
      createWriteStream(target, { mode: 0o600 }),
    );
  return target;
}
