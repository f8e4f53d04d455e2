import { setTimeout } from "node:timers/promises";
import { AppError } from "@/lib/platform/errors";
import { type Context, withOrganization } from "@/lib/platform/organization";
import { compareCopies } from "./compare-copies";
import { deleteTickets } from "./delete-tickets";
import { readKnown } from "./known-tickets";
import type { ReadFailure, ReadOutcome } from "./read-contents";
import { advanceRun, type Checkpoint, type Progress, RunLost, type RunState } from "./run-state";
import { storeContents } from "./store-contents";
import { isUnread, noteFailures, resolveFailures } from "./sync-failures";
import { toRecords } from "./to-records";

export type Chunk = ReadOutcome & {
  /** Ids the list named, for knowing afterwards which it did not. */
  seen: string[];
  /** Tickets that are as they were and took no reading. */
  untouched: number;
  /** Where the run stands once this is stored. */
  checkpoint: Partial<Checkpoint>;
  /** How many the run will have read at its end, where that is known by now. */
  expected: number | null;
};

const tries = 4;

/** Stores a chunk and the place it reaches to in one transaction. A ticket the database refuses does not take the others along. */
export async function storeChunk(state: RunState, chunk: Chunk): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await commitChunk(state, chunk);
    } catch (error) {
      if (error instanceof RunLost || !(error instanceof AppError) || error.code === "unavailable")
        throw error;
      const mayPass = error.code === "conflict" || error.code === "internal";
      if (mayPass && attempt < tries) await setTimeout(attempt * 100 * (1 + Math.random()));
      else if (chunk.contents.length === 0) throw error;
      else return storeHalves(state, chunk, error);
    }
  }
}

async function storeHalves(state: RunState, chunk: Chunk, error: AppError): Promise<void> {
  const { contents } = chunk;
  const [only] = contents;
  if (only && contents.length === 1) {
    const failure: ReadFailure = {
      resource: "tickets",
      external_id: only.ticket.external_id,
      reason: `The database refuses it: ${databaseMessage(error)}`,
    };
    return storeChunk(state, { ...chunk, contents: [], failures: [...chunk.failures, failure] });
  }
  const middle = Math.ceil(contents.length / 2);
  const none = { gone: [], failures: [], notes: [], seen: [], untouched: 0, checkpoint: {}, expected: null };
  await storeChunk(state, { ...none, contents: contents.slice(0, middle) });
  await storeChunk(state, { ...chunk, contents: contents.slice(middle) });
}

async function commitChunk(state: RunState, chunk: Chunk): Promise<void> {
  const { connection, run, actor } = state;
  const advanced = await withOrganization(
    actor,
    async (ctx) => {
      await noteSeen(ctx, run.id, chunk.seen);
      const drifted =
        run.kind === "drift" ? await compareCopies(ctx, connection, run.id, chunk) : new Set<string>();
      const counts = await storeContents(ctx, connection, chunk.contents, drifted);
      const strangers = run.kind === "single" ? await unknownTickets(ctx, connection, chunk) : [];
      const deleted = await deleteTickets(ctx, connection, chunk.gone);
      await noteFailures(ctx, run, chunk.failures);
      await resolveFailures(ctx, connection.id, chunk);
      const failed = new Set(chunk.failures.filter(isUnread).map(({ external_id }) => external_id)).size;
      const progress: Progress = {
        ...counts,
        read: chunk.contents.length + chunk.gone.length + chunk.untouched + unread(chunk),
        unchanged: counts.unchanged + chunk.untouched,
        deleted: counts.deleted + deleted,
        failed,
        expected: chunk.expected,
        lagSeconds: lag(ctx, state, chunk),
      };
      return advanceRun(ctx, state, progress, {
        ...chunk.checkpoint,
        notes: [...new Set([...state.checkpoint.notes, ...chunk.notes, ...strangers])].slice(0, 10),
      });
    },
    { timeoutMs: 120_000 },
  );
  advanced.commit();
}

/** Somebody asked for these by their numbers and should hear that there are none. */
async function unknownTickets(
  ctx: Context,
  connection: { id: string; name: string },
  { gone }: Chunk,
): Promise<string[]> {
  const ids = gone.map(({ external_id }) => external_id);
  const known = await readKnown(ctx, connection.id, ids);
  const missing = ids.filter((id) => !known.has(id));
  return missing.length === 0 ? [] : [`${connection.name} has no ticket ${missing.join(", ")}.`];
}

/** Failures of tickets that could not be stored at all. */
function unread({ contents, failures }: Chunk): number {
  const stored = new Set(contents.map(({ ticket }) => ticket.external_id));
  return new Set(
    failures
      .filter((failure) => isUnread(failure) && !stored.has(failure.external_id))
      .map((one) => one.external_id),
  ).size;
}

async function noteSeen(ctx: Context, runId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into sync_seen (run_id, external_id)
    select ${runId}::uuid, n.id from jsonb_to_recordset(${toRecords(ids.map((id) => ({ id })))}::jsonb) as n(id text)
    on conflict do nothing`;
}

/** How long ago the vendor changed what is stored only now; of history, which a first run reads, nobody asks. */
function lag(ctx: Context, { run, adapter, connection }: RunState, chunk: Chunk): number | null {
  const since = connection.last_success_started_at;
  if (since === null || !["incremental", "closures", "webhook"].includes(run.kind)) return null;
  const skew = adapter.counters.clock_skew_ms ?? 0;
  const ages = chunk.contents
    .filter(
      ({ ticket, is_complete }) => (is_complete || run.kind === "closures") && ticket.updated_at >= since,
    )
    .map(({ ticket }) => (ctx.now.getTime() + skew - ticket.updated_at.getTime()) / 1000);
  return ages.length === 0 ? null : Math.max(0, Math.round(Math.max(...ages)));
}

function databaseMessage(error: AppError): string {
  const cause = (
    error.cause as { meta?: { driverAdapterError?: { cause?: { originalMessage?: unknown } } } } | undefined
  )?.meta?.driverAdapterError?.cause;
  return typeof cause?.originalMessage === "string" ? cause.originalMessage.slice(0, 300) : error.message;
}
