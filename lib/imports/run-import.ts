import { setTimeout } from "node:timers/promises";
import { calmHeap } from "@/lib/platform/calm-heap";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { settleImportedClocks } from "@/lib/sla/recount-clocks";
import { type Batch, type BatchItem, collectBatches, sharesTickets, splitBatch } from "./collect-batches";
import { commitBatch, LeaseLost, OutOfTurn, type RunState } from "./commit-batch";
import { compileMapping } from "./compile-mapping";
import { removeFile } from "./import-files";
import { type ImportJob, loadImport } from "./import-job";
import { emptyNameCache } from "./look-up-names";
import { organizationZone } from "./preview-import";

export type RunOptions = {
  organizationId: string;
  jobId: string;
  /** Whoever holds the job's lease; batches of anybody else are refused. */
  holder: string;
  /** Stops behind the batch at hand; the job can be continued. */
  signal?: AbortSignal;
  onProgress?: (job: ImportJob) => void;
};
export type RunOutcome = "completed" | "failed" | "stopped" | "lost";

export const leaseSeconds = 20;
const settledAtOnce = 500;
const transientTries = 8;

/** Works through one claimed job to its end, from wherever it was left. */
export async function runImport(options: RunOptions): Promise<RunOutcome> {
  const calm = calmHeap();
  const heartbeat = setInterval(() => void renewLease(options), (leaseSeconds * 1000) / 4);
  try {
    const state = await openRun(options);
    await storeAll(state, options);
    await settleClocks(state, options);
    if (options.signal?.aborted) {
      await releaseLease(options);
      return "stopped";
    }
    await finish(state);
    return "completed";
  } catch (error) {
    if (error instanceof LeaseLost) return "lost";
    return await fail(options, error);
  } finally {
    clearInterval(heartbeat);
    calm();
  }
}

async function openRun(options: RunOptions): Promise<RunState> {
  const actor = systemActor(options.organizationId);
  const { job, zone } = await withOrganization(actor, async (ctx) => {
    return { job: await loadImport(ctx, options.jobId), zone: await organizationZone(ctx) };
  });
  return {
    actor,
    job,
    holder: options.holder,
    read: compileMapping(job.mapping, job.format, zone),
    names: emptyNameCache(),
    ...pace(job),
    announcedAtMs: 0,
    onProgress: options.onProgress,
  };
}

/** The rate is that of all the time somebody worked on the file, however often it was put down. */
function pace(job: ImportJob): Pick<RunState, "rows" | "startedAtMs"> {
  const seconds = job.rows_per_second ? job.row_offset / job.rows_per_second : 0;
  return { rows: seconds > 0 ? job.row_offset : 0, startedAtMs: performance.now() - seconds * 1000 };
}

/** Once behind the last row: a log comes back to its tickets again and again. */
async function settleClocks(state: RunState, { signal }: RunOptions): Promise<void> {
  let settled = 1;
  while (settled > 0 && !signal?.aborted)
    settled = await withOrganization(state.actor, (ctx) => settleImportedClocks(ctx, settledAtOnce));
}

/** `attempt` is the first try, `done` the batch stored in whatever way. */
type Storing = { attempt: Promise<void>; done: Promise<void> };

const nothingBefore: Storing = { attempt: Promise.resolve(), done: Promise.resolve() };

/** Two batches are stored at a time, so that both cores work; they commit in the order of the file. */
async function storeAll(state: RunState, { signal }: RunOptions): Promise<void> {
  let before = nothingBefore;
  let last = nothingBefore;
  let lastBatch: Batch | null = null;
  try {
    for await (const batch of collectBatches({ ...state.job, path: state.job.file_path }, state.read)) {
      await (sharesTickets(lastBatch, batch) ? last : before).done;
      if (signal?.aborted) return;
      before = last;
      last = startBatch(state, batch, before);
      lastBatch = batch;
    }
  } finally {
    await last.done;
  }
}

function startBatch(state: RunState, batch: Batch, before: Storing): Storing {
  const attempt = commitBatch(state, batch, before.attempt);
  const done = attempt.catch((error: unknown) => recover(state, batch, before, error));
  // Awaited a turn or two later; until then a failure must not count as unhandled.
  done.catch(() => undefined);
  return { attempt, done };
}

async function recover(state: RunState, batch: Batch, before: Storing, error: unknown): Promise<void> {
  await before.done;
  if (error instanceof OutOfTurn || isTransient(error)) await storeParts(state, batch);
  else await halve(state, batch, error);
}

async function storeParts(state: RunState, batch: Batch, tries = 1): Promise<void> {
  try {
    await commitBatch(state, batch, Promise.resolve());
  } catch (error) {
    if (!isTransient(error) || tries === transientTries) return halve(state, batch, error);
    await setTimeout(tries * 50 * (1 + Math.random()));
    await storeParts(state, batch, tries + 1);
  }
}

/** One row the database refuses must not take its whole batch along: the batch is halved until the row is alone. */
async function halve(state: RunState, batch: Batch, error: unknown): Promise<void> {
  if (!isRowProblem(error)) throw error;
  const halves = splitBatch(batch);
  if (!halves) return commitBatch(state, refuseOnly(batch, error), Promise.resolve());
  for (const half of halves) await storeParts(state, half);
}

/**
 * What the database says about a value: data, constraints, limits, our own checks. Everything else (a full disk, lost
 * connections, duplicates told to stop) is no row's fault.
 */
function isRowProblem(error: unknown): boolean {
  if (!(error instanceof AppError) || error.cause === undefined || isTransient(error)) return false;
  const state = databaseCause(error)?.originalCode;
  if (typeof state === "string") return /^(?:22|23|54|P0|DK)/.test(state);
  return error.code === "invalid_input" || error.code === "internal";
}

/** Two imports of the same tickets at once may wait for each other; the one that gives way tries again. */
function isTransient(error: unknown): boolean {
  const cause =
    error instanceof AppError
      ? JSON.stringify(error.cause, ["code", "meta", "driverAdapterError", "cause", "originalCode"])
      : "";
  return /"(?:55P03|40P01|40001)"/.test(cause ?? "");
}

function databaseMessage(error: unknown): string {
  const message = databaseCause(error)?.originalMessage;
  if (typeof message === "string") return message.slice(0, 500);
  return error instanceof Error ? error.message : "unknown reason";
}

type DatabaseCause = { originalCode?: unknown; originalMessage?: unknown };

function databaseCause(error: unknown): DatabaseCause | undefined {
  const cause = error instanceof AppError ? error.cause : undefined;
  return (cause as { meta?: { driverAdapterError?: { cause?: DatabaseCause } } } | undefined)?.meta
    ?.driverAdapterError?.cause;
}

function refuseOnly(batch: Batch, error: unknown): Batch {
  const reason = `The database refuses this row: ${databaseMessage(error)}`;
  const items = batch.items.map(
    (item): BatchItem => ({
      ...item,
      read: { row: item.read.row, line: item.read.line, raw: item.read.raw, reason },
    }),
  );
  return { ...batch, items };
}

async function finish(state: RunState): Promise<void> {
  const { job, actor, holder } = state;
  await withOrganization(actor, async (ctx) => {
    const done = await ctx.tx.$executeRaw`
      update import_jobs set status = 'completed', completed_at = clock_timestamp(), lease_holder = null, lease_expires_at = null,
        error_message = null, read_bytes = file_size_bytes
      where id = ${job.id}::uuid and status = 'running' and lease_holder = ${holder}::uuid`;
    if (done === 0) throw new LeaseLost();
    const { created_count, updated_count, skipped_count, rejected_count, row_offset } = await loadImport(
      ctx,
      job.id,
    );
    const report = {
      import_id: job.id,
      rows: row_offset,
      created_count,
      updated_count,
      skipped_count,
      rejected_count,
    };
    await ctx.audit("IMPORT_COMPLETED", null, { ...report, file_name: job.file_name });
    ctx.emit("import.completed", report);
    ctx.emit("tickets.changed", {});
  });
  await removeFile(job.file_path);
}

async function fail(options: RunOptions, error: unknown): Promise<RunOutcome> {
  const message = error instanceof AppError ? error.message : "The import stopped at an unexpected error.";
  logger.error({ err: error, import_id: options.jobId }, "An import failed.");
  // Without a database nothing can be noted; the lease runs out and the job is taken up again.
  if (error instanceof AppError && error.code === "unavailable") return "stopped";
  try {
    await noteFailure(options, message);
    return "failed";
  } catch (noteError) {
    logger.error({ err: noteError, import_id: options.jobId }, "The failure could not be noted either.");
    return "stopped";
  }
}

async function noteFailure(options: RunOptions, message: string): Promise<void> {
  await withOrganization(systemActor(options.organizationId), async (ctx) => {
    await ctx.tx.$executeRaw`
      update import_jobs set status = 'failed', error_message = ${message}, lease_holder = null, lease_expires_at = null
      where id = ${options.jobId}::uuid and status = 'running' and lease_holder = ${options.holder}::uuid`;
    await ctx.audit("IMPORT_FAILED", null, { import_id: options.jobId, message });
    ctx.emit("import.failed", { import_id: options.jobId });
  });
}

async function renewLease(options: RunOptions): Promise<void> {
  await withOrganization(
    systemActor(options.organizationId),
    (ctx) =>
      ctx.tx.$executeRaw`
      update import_jobs set lease_expires_at = clock_timestamp() + ${leaseSeconds}::integer * interval '1 second'
      where id = ${options.jobId}::uuid and status = 'running' and lease_holder = ${options.holder}::uuid`,
  ).catch((error: unknown) =>
    logger.warn({ err: error, import_id: options.jobId }, "A lease was not renewed."),
  );
}

async function releaseLease(options: RunOptions): Promise<void> {
  await withOrganization(
    systemActor(options.organizationId),
    (ctx) =>
      ctx.tx.$executeRaw`
      update import_jobs set lease_expires_at = clock_timestamp(), lease_holder = null
      where id = ${options.jobId}::uuid and status = 'running' and lease_holder = ${options.holder}::uuid`,
  );
}
