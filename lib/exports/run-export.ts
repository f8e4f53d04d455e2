import { rm } from "node:fs/promises";
import { calmHeap } from "@/lib/platform/calm-heap";
import { AppError, toAppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { actorOfUser } from "@/lib/platform/session";
import { type SpooledFile, spool } from "@/lib/platform/storage/spool";
import { storage } from "@/lib/platform/storage/storage";
import { type ClaimedExport, claimExport, giveUp, leaseSeconds } from "./claim-export";
import { specOf } from "./export-job";
import { filePath } from "./link-export";
import type { ExportSpec } from "./schema";
import { countRows, type ExportedRow, selectRows } from "./select-rows";
import { fileExtension, writeRows } from "./write-rows";

export type ExportOutcome = "completed" | "failed" | "ended" | "busy" | "lost";

const reportEveryMs = 1_000;
const keptHours = 24;
const longestMs = 6 * 3_600_000;

class Lost extends Error {}

type Run = {
  job: ClaimedExport;
  holder: string;
  organizationId: string;
  controller: AbortController;
  written: number;
  total: number;
  asOf: Date | null;
  startedAtMs: number;
};

/**
 * Writes the file of one job. A run is one snapshot of the database, so that a file never mixes two instants; a
 * run that died is therefore begun again at a new one instead of continued, which costs a minute at worst.
 */
export async function runExport(organizationId: string, exportId: string): Promise<ExportOutcome> {
  const holder = crypto.randomUUID();
  const claim = await withOrganization(systemActor(organizationId), (ctx) =>
    claimExport(ctx, exportId, holder),
  );
  if (claim.state !== "claimed") return claim.state;
  const controller = new AbortController();
  const { job } = claim;
  const startedAtMs = performance.now();
  const run: Run = { job, holder, organizationId, controller, written: 0, total: 0, asOf: null, startedAtMs };
  const calm = calmHeap();
  const reports = setInterval(() => void report(run), reportEveryMs);
  try {
    if (job.previous_key) await (await storage()).delete(job.previous_key);
    const file = await writeFile(run);
    await keepFile(run, file);
    return "completed";
  } catch (error) {
    return await concede(run, error);
  } finally {
    clearInterval(reports);
    calm();
  }
}

async function writeFile(run: Run): Promise<SpooledFile> {
  const actor = await requester(run.job);
  const spec = specOf(run.job);
  return withOrganization(
    actor,
    async (ctx) => {
      run.total = await countRows(ctx, spec);
      run.asOf = ctx.now;
      await report(run);
      const content = writeRows(counted(run, selectRows(ctx, spec)), spec, actor.timeZone);
      return spool(content, { signal: run.controller.signal });
    },
    { isolationLevel: "RepeatableRead", timeoutMs: longestMs },
  );
}

/** With the rights of now: whoever lost them since asking gets nothing. */
async function requester(job: ClaimedExport): Promise<Actor> {
  const actor = await actorOfUser(job.requested_by_id, job.scopes, job.ip_address);
  if (!actor || !hasPermission(actor, "tickets:export"))
    throw new AppError("forbidden", "The person who asked for this export may not export any more.");
  return actor;
}

async function* counted(run: Run, rows: AsyncGenerator<ExportedRow[]>): AsyncGenerator<ExportedRow[]> {
  for await (const batch of rows) {
    run.controller.signal.throwIfAborted();
    yield batch;
    run.written += batch.length;
  }
}

/** Renews the lease and says how far it is; a job that was cancelled or taken over stops here. */
async function report(run: Run): Promise<void> {
  const { job, holder, written, total } = run;
  const perSecond = written / ((performance.now() - run.startedAtMs) / 1000);
  try {
    const held = await withOrganization(systemActor(run.organizationId), async (ctx) => {
      const held = await ctx.tx.$executeRaw`
        update ticket_export_jobs set written_records = ${written}, total_records = ${total}, as_of = ${run.asOf}::timestamptz,
          records_per_second = ${perSecond}, lease_expires_at = clock_timestamp() + ${leaseSeconds}::integer * interval '1 second'
        where id = ${job.id}::uuid and status = 'processing' and lease_holder = ${holder}::uuid`;
      if (held > 0) ctx.emit("export.progressed", { export_id: job.id, user_id: job.requested_by_id });
      return held;
    });
    if (held === 0) run.controller.abort(new Lost());
  } catch (error) {
    logger.warn({ err: error, export_id: job.id }, "The progress of an export could not be noted.");
  }
}

/** First the file is in its place, then the job says so; if the job is not ours any more, neither is. */
async function keepFile(run: Run, file: SpooledFile): Promise<void> {
  const files = await storage();
  const { job } = run;
  try {
    await files.adopt(job.file_key, file.path);
    const isOurs = await withOrganization(systemActor(run.organizationId), (ctx) =>
      complete(ctx, run, file.size),
    );
    if (!isOurs) throw new Lost();
  } catch (error) {
    await rm(file.path, { force: true });
    await files.delete(job.file_key);
    throw error;
  }
}

async function complete(ctx: Context, run: Run, size: number): Promise<boolean> {
  const { job, holder, written } = run;
  const perSecond = written / ((performance.now() - run.startedAtMs) / 1000);
  const completed = await ctx.tx.$executeRaw`
    update ticket_export_jobs set status = 'completed', completed_at = app_now(), written_records = ${written}, total_records = ${written},
      records_per_second = ${perSecond}, file_size_bytes = ${size}, file_name = ${fileName(run, specOf(job))},
      file_url = ${`/api/v1${filePath(job.id)}`}, expires_at = app_now() + ${keptHours}::integer * interval '1 hour',
      as_of = ${run.asOf}::timestamptz, error_message = null, lease_holder = null, lease_expires_at = null
    where id = ${job.id}::uuid and status = 'processing' and lease_holder = ${holder}::uuid`;
  if (completed === 0) return false;
  await ctx.audit("EXPORT_COMPLETED", null, { export_id: job.id, rows: written, file_size_bytes: size });
  ctx.emit("export.completed", { export_id: job.id, user_id: job.requested_by_id, rows: written });
  return true;
}

function fileName(run: Run, spec: ExportSpec): string {
  const instant = (run.asOf ?? run.job.created_at).toISOString().slice(0, 19).replaceAll(/[-:]/g, "");
  return `tickets-${instant}Z.${fileExtension(spec)}`;
}

/** What a database out of reach interrupted is tried again by whoever called; everything else is told to the person. */
async function concede(run: Run, error: unknown): Promise<ExportOutcome> {
  const { job, holder, organizationId, controller } = run;
  if (error instanceof Lost || controller.signal.reason instanceof Lost) return "lost";
  const known = toAppError(error);
  if (known.code === "unavailable") throw known;
  logger.error({ err: error, export_id: job.id }, "An export failed.");
  const message =
    known.code === "internal"
      ? "The file could not be written because of an unexpected error. Export again."
      : known.message;
  await withOrganization(systemActor(organizationId), (ctx) => giveUp(ctx, job, message, holder));
  return "failed";
}
