import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import type { Batch } from "./collect-batches";
import type { ReadRow, Refusal, RowValues } from "./compile-mapping";
import { type ImportJob, loadImport } from "./import-job";
import { type NameCache, storeRequesters, unknownRequesters } from "./look-up-names";
import { type Stored, storeTickets } from "./store-tickets";

export type RunState = {
  actor: Actor;
  job: ImportJob;
  holder: string;
  read: ReadRow;
  names: NameCache;
  /** Rows stored since `startedAtMs`. */
  rows: number;
  startedAtMs: number;
  announcedAtMs: number;
  onProgress?: (job: ImportJob) => void;
};

/** Another process has taken the job over, or it was cancelled: what this one holds is not stored. */
export class LeaseLost extends AppError {
  constructor() {
    super("conflict", "Another process has taken this import over, or it was cancelled.");
  }
}

/** The batch before was refused and is tried again in parts; this one has to wait for that. */
export class OutOfTurn extends AppError {
  constructor() {
    super("conflict", "The batch before this one was not stored.");
  }
}

const announceEveryMs = 1000;
const batchTimeoutMs = 300_000;

/**
 * Stores a batch and the place it reaches to in one transaction: after a crash neither is there, or both are. The place
 * moves on only when the batch `before` is committed. A power cut may take the last batches back, and with them the
 * place; so nobody need wait for the disk before the end.
 */
export async function commitBatch(state: RunState, batch: Batch, before: Promise<void>): Promise<void> {
  const reads = batch.items.map((item) => item.read);
  await storeContacts(state, reads);
  let announced: ImportJob | null = null;
  await withOrganization(
    state.actor,
    async (ctx) => {
      // A first import fills tables without statistics: for minutes every batch would look through the whole of them.
      await ctx.tx.$queryRaw`
        select set_config('app.ticket_override', 'import', true), set_config('lock_timeout', '2s', true),
          set_config('enable_seqscan', 'off', true), set_config('synchronous_commit', 'off', true)`;
      const stored = await storeTickets(ctx, reads, {
        mapping: state.job.mapping,
        jobId: state.job.id,
        fileDigest: state.job.file_digest,
        startedAt: state.job.started_at ?? ctx.now,
        onDuplicate: state.job.on_duplicate,
        names: state.names,
      });
      await storeRefusals(ctx, state.job.id, stored.refusals);
      await before.catch(() => {
        throw new OutOfTurn();
      });
      await advance(ctx, state, batch, stored);
      announced = await announce(ctx, state);
    },
    { timeoutMs: batchTimeoutMs },
  );
  state.rows += batch.items.length;
  if (announced) state.onProgress?.(announced);
}

/** Contacts of their own transaction: two batches that share one must not wait for each other while both are open. */
async function storeContacts(state: RunState, reads: readonly (RowValues | Refusal)[]): Promise<void> {
  const fresh = unknownRequesters(state.names, reads);
  if (fresh.length > 0)
    await withOrganization(state.actor, (ctx) => storeRequesters(ctx, state.names, fresh));
}

async function storeRefusals(ctx: Context, jobId: string, refusals: readonly Refusal[]): Promise<void> {
  if (refusals.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into import_rejects (job_id, row_number, line_number, reason, raw)
    select ${jobId}::uuid, r.row, r.line, r.reason, r.raw from jsonb_to_recordset(${JSON.stringify(
      refusals.map((refusal) => ({ ...refusal, raw: refusal.raw.replaceAll("\0", "").toWellFormed() })),
    )}::jsonb) as r(row bigint, line bigint, raw text, reason text)
`;
}

async function advance(ctx: Context, state: RunState, batch: Batch, stored: Stored): Promise<void> {
  const last = batch.items.at(-1);
  const rows = batch.items.length;
  const seconds = (performance.now() - state.startedAtMs) / 1000;
  const rate = (state.rows + rows) / Math.max(seconds, 0.001);
  const moved = await ctx.tx.$executeRaw`
    update import_jobs set byte_offset = ${last?.end ?? 0}, line_offset = ${(last?.nextLine ?? 1) - 1}, row_offset = row_offset + ${rows},
      read_bytes = greatest(read_bytes, ${batch.readBytes}), rows_per_second = ${rate},
      created_count = created_count + ${stored.created}, updated_count = updated_count + ${stored.updated},
      skipped_count = skipped_count + ${stored.skipped}, rejected_count = rejected_count + ${stored.refusals.length},
      lease_expires_at = clock_timestamp() + interval '20 seconds'
    where id = ${state.job.id}::uuid and status = 'running' and lease_holder = ${state.holder}::uuid and byte_offset = ${batch.start}`;
  if (moved === 0) throw new LeaseLost();
}

/** At most once a second. */
async function announce(ctx: Context, state: RunState): Promise<ImportJob | null> {
  if (performance.now() - state.announcedAtMs < announceEveryMs) return null;
  state.announcedAtMs = performance.now();
  const job = await loadImport(ctx, state.job.id);
  ctx.emit("import.progress", {
    import_id: job.id,
    rows: job.row_offset,
    estimated_rows: job.estimated_rows,
    progress: job.progress,
    rows_per_second: job.rows_per_second,
    seconds_left: job.seconds_left,
    created_count: job.created_count,
    rejected_count: job.rejected_count,
  });
  return job;
}
