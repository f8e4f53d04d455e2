import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import type { Adapter } from "./adapters/adapter";
import type { LoadedConnection } from "./connections/load-connection";
import { readRun } from "./run-row";
import type { RunKind, RunPhase, SyncRun } from "./schema";
import type { RunOptions } from "./start-run";
import type { MirrorConnection } from "./store-contents";

/** Where a run stands: all that whoever takes it over needs, so it holds no live object. */
export type Checkpoint = {
  phase: RunPhase;
  /** Which of the connection's workspaces is being read. */
  workspace: number;
  cursor: string | null;
  /** Tickets of the page at `cursor` that are stored already. */
  done: string[];
  page_count: number;
  /** The last id of a list of our own that is worked through. */
  after: string | null;
  /** A drift check reads the lists only where its counts differ. */
  is_sweeping: boolean;
  /** What the report says beside its figures. */
  notes: string[];
  /** Tickets a second. */
  rate: number | null;
};

export type RunRow = {
  id: string;
  connection_id: string;
  kind: RunKind;
  status: string;
  cutoff_from: Date | null;
  cutoff_to: Date | null;
  options: RunOptions;
  checkpoint: Partial<Checkpoint>;
  sequence: number;
  new_count: number;
  changed_count: number;
  read_count: number;
  started_at: Date;
};

export type RunState = {
  actor: Actor;
  run: RunRow;
  /** What this run does, in its order. */
  phases: readonly RunPhase[];
  checkpoint: Checkpoint;
  connection: LoadedConnection & MirrorConnection;
  adapter: Adapter;
  deadlineMs: number;
  startedMs: number;
  readHere: number;
  announcedMs: number;
  /** Of the adapter's counters, what is in the run's row already. */
  counted: { calls: number; throttled_ms: number };
  onProgress: ((run: SyncRun) => void) | undefined;
};

export type Progress = {
  read?: number;
  new?: number;
  changed?: number;
  unchanged?: number;
  deleted?: number;
  failed?: number;
  expected?: number | null;
  lagSeconds?: number | null;
};

/** The run was cancelled, or another worker has taken it over: what this one holds is not stored. */
export class RunLost extends AppError {
  constructor() {
    super("conflict", "This run was cancelled, or another process has taken it over.");
  }
}

const announceEveryMs = 1_000;

/** Takes a run on, from wherever it was left; null when it has ended. Whoever was at it before stores nothing more. */
export async function takeRun(ctx: Context, runId: string): Promise<RunRow | null> {
  const [run] = await ctx.tx.$queryRaw<RunRow[]>`
    update sync_runs set status = 'running', started_at = coalesce(started_at, app_now()), sequence = sequence + 1,
      progressed_at = app_now()
    where id = ${runId}::uuid and status in ('queued', 'running')
    returning id, connection_id, kind, status, cutoff_from, cutoff_to, options, checkpoint, sequence, new_count, changed_count,
      read_count, started_at`;
  return run ?? null;
}

/** Says in the transaction of the rows themselves how far the run has come: after a crash both are there, or neither. */
export async function advanceRun(
  ctx: Context,
  state: RunState,
  progress: Progress,
  checkpoint: Partial<Checkpoint>,
): Promise<{ commit: () => void }> {
  const next: Checkpoint = { ...state.checkpoint, ...checkpoint, rate: rateOf(state, progress) };
  const { calls, throttled_ms } = state.adapter.counters;
  const moved = await ctx.tx.$executeRaw`
    update sync_runs set sequence = sequence + 1, checkpoint = ${JSON.stringify(next)}::jsonb, progressed_at = clock_timestamp(),
      read_count = read_count + ${progress.read ?? 0}, new_count = new_count + ${progress.new ?? 0},
      changed_count = changed_count + ${progress.changed ?? 0}, unchanged_count = unchanged_count + ${progress.unchanged ?? 0},
      deleted_count = deleted_count + ${progress.deleted ?? 0}, failed_count = failed_count + ${progress.failed ?? 0},
      expected_count = coalesce(${progress.expected ?? null}::integer, expected_count),
      lag_seconds = greatest(lag_seconds, ${progress.lagSeconds ?? null}::integer),
      call_count = call_count + ${calls - state.counted.calls}, throttled_ms = throttled_ms + ${Math.round(throttled_ms - state.counted.throttled_ms)}
    where id = ${state.run.id}::uuid and status = 'running' and sequence = ${state.run.sequence}`;
  if (moved === 0) throw new RunLost();
  const shown = await announce(ctx, state);
  return {
    commit: () => {
      state.checkpoint = next;
      state.run.sequence += 1;
      state.run.read_count += progress.read ?? 0;
      state.run.new_count += progress.new ?? 0;
      state.run.changed_count += progress.changed ?? 0;
      state.readHere += progress.read ?? 0;
      state.counted = { calls, throttled_ms };
      if (shown) state.onProgress?.(shown);
    },
  };
}

/** A step of a run in a transaction of its own. */
export async function storeProgress(
  state: RunState,
  checkpoint: Partial<Checkpoint>,
  work: (ctx: Context) => Promise<Progress> = async () => ({}),
): Promise<void> {
  const advanced = await withOrganization(
    state.actor,
    async (ctx) => advanceRun(ctx, state, await work(ctx), checkpoint),
    { timeoutMs: 120_000 },
  );
  advanced.commit();
}

/** At most once a second. */
async function announce(ctx: Context, state: RunState): Promise<SyncRun | null> {
  if (performance.now() - state.announcedMs < announceEveryMs) return null;
  state.announcedMs = performance.now();
  ctx.tell("sync.run_progressed", { run_id: state.run.id, connection_id: state.run.connection_id });
  return state.onProgress ? readRun(ctx, state.run.id) : null;
}

function rateOf(state: RunState, progress: Progress): number | null {
  const read = state.readHere + (progress.read ?? 0);
  const seconds = (performance.now() - state.startedMs) / 1000;
  if (read === 0) return state.checkpoint.rate;
  // What the worker before measured counts like ten seconds of this one.
  const before = state.run.checkpoint.rate ?? 0;
  const weight = before === 0 ? 0 : 10;
  return Math.round(((before * weight + read) / Math.max(weight + seconds, 0.1)) * 10) / 10;
}
