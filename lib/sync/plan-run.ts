import type { Context } from "@/lib/platform/organization";
import type { LoadedConnection } from "./connections/load-connection";
import type { RunRow } from "./run-state";
import type { RunKind, RunPhase } from "./schema";

const phasesOf: Record<RunKind, readonly RunPhase[]> = {
  base: ["groups", "agents", "companies", "people", "relinking"],
  full: ["failures", "tickets", "deletions"],
  incremental: ["failures", "tickets", "deletions"],
  // Only the lists: who resolved what, and when. Conversations and hours follow with the next incremental run.
  closures: ["tickets", "deletions"],
  single: ["tickets"],
  webhook: ["tickets"],
  drift: ["comparison", "tickets", "deletions", "relinking"],
  write_back: ["tickets"],
};

const minute = 60_000;
const overlapMs = 10 * minute;
/** Hours and notes may be added without the vendor calling the ticket changed. */
const detailWindowMs = 48 * 60 * minute;
const fullDays = 365;

export type RunPlan = {
  phases: readonly RunPhase[];
  cutoffs: { cutoff_from: Date | null; cutoff_to: Date | null };
};

/** From when a run reads; said once, at its beginning, so that every later part reads the same. */
export async function planRun(ctx: Context, run: RunRow, connection: LoadedConnection): Promise<RunPlan> {
  const phases = phasesOf[run.kind];
  if (run.cutoff_to) return { phases, cutoffs: { cutoff_from: run.cutoff_from, cutoff_to: run.cutoff_to } };
  const cutoffs = { cutoff_from: await cutoffOf(ctx, run, connection), cutoff_to: run.started_at };
  await ctx.tx.$executeRaw`
    update sync_runs set cutoff_from = ${cutoffs.cutoff_from}::timestamptz, cutoff_to = ${cutoffs.cutoff_to}::timestamptz,
      expected_count = ${run.options.ticket_external_ids ? new Set(run.options.ticket_external_ids).size : null}::integer
    where id = ${run.id}::uuid`;
  return { phases, cutoffs };
}

async function cutoffOf(ctx: Context, run: RunRow, connection: LoadedConnection): Promise<Date | null> {
  const started = run.started_at.getTime();
  switch (run.kind) {
    case "full": {
      const days = run.options.days === undefined ? fullDays : run.options.days;
      return days === null ? null : new Date(started - days * 24 * 60 * minute);
    }
    case "incremental": {
      const since = await lastRead(ctx, connection, connection.last_success_started_at);
      if (since === null) return new Date(started - fullDays * 24 * 60 * minute);
      return new Date(Math.min(since - overlapMs, started - detailWindowMs));
    }
    case "closures": {
      const since = await lastRead(ctx, connection, await lastClosures(ctx, connection));
      return new Date(since === null ? started - detailWindowMs : since - overlapMs);
    }
    case "drift":
      return widestWindow(ctx, connection);
    default:
      return null;
  }
}

/** What the copy is meant to hold: as far back as any run has read. */
async function widestWindow(ctx: Context, connection: LoadedConnection): Promise<Date | null> {
  const [window] = await ctx.tx.$queryRaw<{ since: Date | null; is_all: boolean | null }[]>`
    select min(cutoff_from) as since, bool_or(cutoff_from is null) as is_all from sync_runs
    where connection_id = ${connection.id}::uuid and kind in ('full', 'incremental') and status in ('completed', 'partial')`;
  return window?.is_all ? null : (window?.since ?? null);
}

/** The vendor compares with its own clock: what it last called changed is never later than what it has not told us. */
async function lastRead(
  ctx: Context,
  connection: LoadedConnection,
  success: Date | null,
): Promise<number | null> {
  if (success === null) return null;
  const [newest] = await ctx.tx.$queryRaw<{ at: Date | null }[]>`
    select max(vendor_updated_at) as at from ticket_sources
    where connection_id = ${connection.id}::uuid and deleted_at is null`;
  return Math.min(success.getTime(), newest?.at?.getTime() ?? Number.POSITIVE_INFINITY);
}

async function lastClosures(ctx: Context, connection: LoadedConnection): Promise<Date | null> {
  const [last] = await ctx.tx.$queryRaw<{ at: Date | null }[]>`
    select max(started_at) as at from sync_runs
    where connection_id = ${connection.id}::uuid and kind in ('closures', 'incremental', 'full') and status in ('completed', 'partial')`;
  return last?.at ?? null;
}
