import { type Sql, sql } from "@/lib/platform/database/sql";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { type RunPhase, runPhases, type SyncRun } from "./schema";

type Row = Omit<
  SyncRun,
  "phase" | "page_count" | "tickets_per_second" | "seconds_left" | "throttled_seconds"
> & {
  throttled_ms: bigint;
  checkpoint: { phase?: string; page_count?: number; rate?: number };
};

const columns: Sql = sql`r.id, r.connection_id, c.name as connection_name, c.vendor, r.kind, r.trigger, r.status, r.cutoff_from,
  r.cutoff_to, r.expected_count, r.read_count, r.new_count, r.changed_count, r.unchanged_count, r.deleted_count, r.failed_count,
  r.call_count, r.throttled_ms, r.lag_seconds, r.checkpoint, r.requested_by_id, u.name as requested_by_name, r.error_message,
  r.created_at, r.started_at, r.progressed_at, r.completed_at`;
const source: Sql = sql`sync_runs r join sync_connections c on c.id = r.connection_id left join users u on u.id = r.requested_by_id`;

/** Runs as they are answered; `rest` orders and limits. */
export async function readRuns(ctx: Context, where: Sql, rest: Sql = sql``): Promise<SyncRun[]> {
  const rows = await ctx.tx.$queryRaw<Row[]>`select ${columns} from ${source} where ${where} ${rest}`;
  return rows.map(answer);
}

export async function readRun(ctx: Context, id: string): Promise<SyncRun> {
  const [run] = await readRuns(ctx, sql`r.id = ${id}::uuid`);
  if (!run) throw notFound("sync run");
  return run;
}

function answer({ checkpoint, throttled_ms, ...row }: Row): SyncRun {
  const isOpen = row.status === "queued" || row.status === "running";
  const rate = (isOpen ? checkpoint.rate : null) ?? averageRate(row);
  const left = row.expected_count === null ? null : Math.max(0, row.expected_count - row.read_count);
  return {
    ...row,
    phase: isOpen ? phaseOf(checkpoint.phase) : "done",
    page_count: checkpoint.page_count ?? 0,
    throttled_seconds: Math.round(Number(throttled_ms) / 100) / 10,
    tickets_per_second: rate,
    seconds_left: isOpen && rate && left !== null ? Math.ceil(left / rate) : null,
  };
}

function phaseOf(name: string | undefined): RunPhase {
  return runPhases.find((phase) => phase === name) ?? "waiting";
}

type Timed = Pick<Row, "started_at" | "progressed_at" | "completed_at" | "read_count">;

function averageRate({ started_at, progressed_at, completed_at, read_count }: Timed): number | null {
  const end = completed_at ?? progressed_at;
  if (!started_at || !end || read_count === 0) return null;
  const seconds = (end.getTime() - started_at.getTime()) / 1000;
  return Math.round((read_count / Math.max(seconds, 0.1)) * 10) / 10;
}
