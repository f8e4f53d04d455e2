import { withOrganization } from "@/lib/platform/organization";
import { type Page, type RemoteTicket, type TicketQuery, VendorError } from "./adapters/adapter";
import { type KnownTicket, readKnown } from "./known-tickets";
import {
  deletedReason,
  type ReadFailure,
  type ReadOutcome,
  readContents,
  type Wanted,
} from "./read-contents";
import { type Checkpoint, type RunState, storeProgress } from "./run-state";
import { type Chunk, storeChunk } from "./store-chunk";

const chunkSize = 50;

type Plan = {
  wanted: Wanted[];
  seen: string[];
  untouched: number;
  failures: ReadFailure[];
  checkpoint: Partial<Checkpoint>;
  /** Known for certain once the last page is there. */
  expected: number | null;
};

/**
 * Reads lists page by page until the vendor has no more, or time is up. While one chunk is stored the next one's
 * conversations are read, and the page after it is under way.
 */
export async function readTicketsPhase(state: RunState): Promise<"more" | "done"> {
  if (!state.checkpoint.is_sweeping) return "done";
  await countExpected(state);
  let storing: Promise<void> = Promise.resolve();
  try {
    for await (const plan of listPlans(state)) {
      const outcome = await readPlan(state, plan);
      await storing;
      storing = storeChunk(state, chunkOf(plan, outcome));
      // Awaited a turn later; until then a failure must not count as unhandled.
      storing.catch(() => undefined);
      if (performance.now() > state.deadlineMs) {
        await storing;
        return state.checkpoint.workspace < workspaces(state).length ? "more" : "done";
      }
    }
  } finally {
    await storing;
  }
  return "done";
}

/** Tickets named by their ids: failures of earlier runs, webhooks, what a person asked for. */
export async function readSingles(
  state: RunState,
  ids: readonly string[],
  checkpoint: Partial<Checkpoint>,
): Promise<void> {
  const wanted = ids.map((external_id) => ({ external_id, ticket: null, needsDetails: true }));
  const plan: Plan = {
    wanted,
    seen: keepsSeen(state) ? [...ids] : [],
    untouched: 0,
    failures: [],
    checkpoint,
    expected: null,
  };
  await storeChunk(state, chunkOf(plan, await readPlan(state, plan)));
}

function readPlan(state: RunState, plan: Plan): Promise<ReadOutcome> {
  return readContents({ adapter: state.adapter, settings: state.connection.settings }, plan.wanted);
}

function chunkOf(plan: Plan, outcome: ReadOutcome): Chunk {
  const { seen, untouched, checkpoint, expected } = plan;
  return {
    ...outcome,
    failures: [...plan.failures, ...outcome.failures],
    seen,
    untouched,
    checkpoint,
    expected,
  };
}

/** The pages of every workspace from the checkpoint on, in chunks that each say where to go on behind them. */
async function* listPlans(state: RunState): AsyncGenerator<Plan> {
  const places = workspaces(state);
  let { workspace, cursor, page_count } = state.checkpoint;
  let listed = state.run.read_count;
  let done = new Set(state.checkpoint.done);
  for (; workspace < places.length; workspace += 1) {
    const query = ticketQuery(state, places[workspace] ?? null);
    let reading: Promise<Page<RemoteTicket>> | null = state.adapter.readTickets(query, cursor);
    while (reading) {
      const page: Page<RemoteTicket> = await reading;
      page_count += 1;
      reading = page.next === null ? null : state.adapter.readTickets(query, page.next);
      reading?.catch(() => undefined);
      const isLast = page.next === null;
      listed += page.rows.filter(({ external_id }) => !done.has(external_id)).length;
      const expected = isLast && workspace + 1 === places.length ? listed : null;
      const behind = {
        workspace: isLast ? workspace + 1 : workspace,
        cursor: page.next,
        done: [],
        page_count,
      };
      for await (const plan of pagePlans(state, page, done, behind)) yield { ...plan, expected };
      done = new Set();
    }
    cursor = null;
  }
}

async function* pagePlans(
  state: RunState,
  page: Page<RemoteTicket>,
  done: ReadonlySet<string>,
  behind: Partial<Checkpoint>,
): AsyncGenerator<Omit<Plan, "expected">> {
  const rows = [...new Map(page.rows.map((row) => [row.external_id, row])).values()];
  const left = rows.filter(({ external_id }) => !done.has(external_id));
  const { known, seen } = await lookUp(
    state,
    left.map((row) => row.external_id),
  );
  const failures = page.unreadable.map(({ external_id, reason }) => ({
    resource: "tickets" as const,
    external_id: external_id ?? "?",
    reason,
  }));
  const finished = [...done];
  for (let at = 0; at === 0 || at < left.length; at += chunkSize) {
    const chunk = left.slice(at, at + chunkSize);
    const isLast = at + chunkSize >= left.length;
    finished.push(...chunk.map(({ external_id }) => external_id));
    yield {
      ...choose(state, chunk, known, seen),
      failures: isLast ? failures : [],
      checkpoint: isLast ? behind : { done: [...finished] },
    };
  }
}

/** What of these rows has to be read and stored; a ticket that this run has met before counts once. */
function choose(
  state: RunState,
  rows: readonly RemoteTicket[],
  known: ReadonlyMap<string, KnownTicket>,
  seen: ReadonlySet<string>,
): Pick<Plan, "wanted" | "seen" | "untouched"> {
  const isLight = state.run.kind === "closures";
  const wanted: Wanted[] = [];
  let untouched = 0;
  for (const ticket of rows) {
    const before = known.get(ticket.external_id);
    const isSame = before?.vendor_updated_at.getTime() === ticket.updated_at.getTime();
    const reason = deletedReason(ticket);
    // What is gone on both sides needs no look, whenever it went.
    const isKnownGone =
      reason !== null &&
      (reason === "merged" ? isSame && before?.deleted_at !== null : before?.deleted_at !== null);
    const isRepeated = seen.has(ticket.external_id) && isSame;
    if (isKnownGone || isRepeated) {
      if (!isRepeated) untouched += 1;
      continue;
    }
    const isDetailed = isSame && before?.detailed_updated_at?.getTime() === ticket.updated_at.getTime();
    const needsDetails = !isLight && (!isDetailed || state.run.options.read_again === true);
    wanted.push({ external_id: ticket.external_id, ticket, needsDetails });
  }
  return { wanted, untouched, seen: keepsSeen(state) ? rows.map(({ external_id }) => external_id) : [] };
}

async function lookUp(state: RunState, ids: readonly string[]) {
  return withOrganization(state.actor, async (ctx) => {
    const known = await readKnown(ctx, state.connection.id, ids);
    const rows = keepsSeen(state)
      ? await ctx.tx.$queryRaw<{ external_id: string }[]>`
          select external_id from sync_seen where run_id = ${state.run.id}::uuid and external_id = any (${ids}::text[])`
      : [];
    return { known, seen: new Set(rows.map(({ external_id }) => external_id)) };
  });
}

/** These runs ask afterwards what they have not met. */
export function keepsSeen({ run, checkpoint }: RunState): boolean {
  return run.kind === "full" || (run.kind === "drift" && checkpoint.is_sweeping);
}

export function workspaces({ connection }: RunState): (string | null)[] {
  const { workspaces: chosen } = connection.settings;
  return chosen.length === 0 ? [null] : chosen;
}

export function ticketQuery({ run }: RunState, workspace: string | null): TicketQuery {
  return { updated_since: run.cutoff_from, workspace_external_id: workspace };
}

/** Asked once, at the beginning of a run that reads everything: without it nobody can say how long it takes. */
async function countExpected(state: RunState): Promise<void> {
  const { run, checkpoint } = state;
  if (run.kind !== "full" || checkpoint.page_count > 0 || checkpoint.phase !== "tickets") return;
  let expected = 0;
  for (const workspace of workspaces(state)) {
    const count = await unlessRefused(state.adapter.estimateTickets(ticketQuery(state, workspace)));
    if (count === null) return;
    expected += count;
  }
  await storeProgress(state, {}, async () => ({ expected }));
}

/** A key that may not search may still read. */
export async function unlessRefused(count: Promise<number | null>): Promise<number | null> {
  try {
    return await count;
  } catch (error) {
    const isRefused =
      error instanceof VendorError && ["forbidden", "not_found", "invalid_request"].includes(error.kind);
    if (isRefused) return null;
    throw error;
  }
}
