import { calmHeap } from "@/lib/platform/calm-heap";
import { AppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { type Actor, systemActor, withOrganization } from "@/lib/platform/organization";
import { VendorError } from "./adapters/adapter";
import { CallFailed } from "./adapters/vendor-request";
import { readBasePhase, relinkPhase } from "./base-phases";
import { samplePhase } from "./comparison-phase";
import { loadConnection } from "./connections/load-connection";
import { readDeletionsPhase } from "./deletions-phase";
import { endRun } from "./end-run";
import { failuresPhase, namedTicketsPhase } from "./named-tickets-phase";
import { openAdapter } from "./open-adapter";
import { planRun } from "./plan-run";
import { type Checkpoint, RunLost, type RunRow, type RunState, storeProgress, takeRun } from "./run-state";
import type { RunPhase, SyncRun } from "./schema";
import { readTicketsPhase } from "./tickets-phase";

export type WorkOptions = {
  /** After so long the run is left for the next call; what was stored stays. */
  budgetMs?: number;
  onProgress?: (run: SyncRun) => void;
};
/** `lost`: cancelled, or another worker took it over. */
export type WorkOutcome = "more" | "ended" | "lost";

const defaultBudgetMs = 10_000;

/**
 * Works on a run for a while, from wherever it was left. Reads stand between transactions; every transaction stores rows
 * together with the place they reach to, so a crash loses nothing and repeats nothing.
 */
export async function workOnRun(
  organizationId: string,
  runId: string,
  options: WorkOptions = {},
): Promise<WorkOutcome> {
  const actor = systemActor(organizationId);
  const run = await withOrganization(actor, (ctx) => takeRun(ctx, runId));
  if (!run) return "ended";
  const calm = calmHeap();
  try {
    return await workOn(await openState(actor, run, options));
  } catch (error) {
    if (error instanceof RunLost) return "lost";
    const reason = finalReason(error);
    if (reason === null) throw error;
    await failRun(organizationId, runId, reason);
    return "ended";
  } finally {
    calm();
  }
}

/** Gives a run up, in words for whoever looks at it. What it has read stays. */
export async function failRun(organizationId: string, runId: string, message: string): Promise<void> {
  logger.warn({ run_id: runId }, `A sync run failed: ${message}`);
  await withOrganization(systemActor(organizationId), (ctx) => endRun(ctx, runId, "failed", message));
}

async function openState(actor: Actor, run: RunRow, options: WorkOptions): Promise<RunState> {
  const { connection, planned } = await withOrganization(actor, async (ctx) => {
    const loaded = await loadConnection(ctx, run.connection_id);
    return { connection: loaded, planned: await planRun(ctx, run, loaded) };
  });
  const adapter = openAdapter(actor.organizationId, connection);
  const checkpoint: Checkpoint = {
    phase: planned.phases[0] ?? "done",
    workspace: 0,
    cursor: null,
    done: [],
    page_count: 0,
    after: null,
    notes: [],
    rate: null,
    is_sweeping: run.kind !== "drift",
    ...run.checkpoint,
  };
  return {
    actor,
    run: { ...run, ...planned.cutoffs },
    phases: planned.phases,
    checkpoint,
    connection: { ...connection, ticketUrl: (id) => adapter.ticketUrl(id) },
    adapter,
    deadlineMs: performance.now() + (options.budgetMs ?? defaultBudgetMs),
    startedMs: performance.now(),
    readHere: 0,
    announcedMs: 0,
    counted: { calls: 0, throttled_ms: 0 },
    onProgress: options.onProgress,
  };
}

async function workOn(state: RunState): Promise<WorkOutcome> {
  while (!isDone(state)) {
    const outcome = await workOnPhase(state, state.checkpoint.phase);
    if (outcome === "done") await storeProgress(state, nextPhase(state));
    if (performance.now() > state.deadlineMs && !isDone(state)) return "more";
  }
  await withOrganization(state.actor, (ctx) => endRun(ctx, state.run.id, null, null));
  return "ended";
}

function isDone({ checkpoint }: RunState): boolean {
  return checkpoint.phase === "done";
}

function nextPhase({ phases, checkpoint }: RunState): Partial<Checkpoint> {
  const phase = phases[phases.indexOf(checkpoint.phase) + 1] ?? "done";
  return { phase, workspace: 0, cursor: null, done: [], after: null };
}

async function workOnPhase(state: RunState, phase: RunPhase): Promise<"more" | "done"> {
  switch (phase) {
    case "groups":
    case "agents":
    case "companies":
    case "people":
      return readBasePhase(state, phase);
    case "relinking":
      return relinkPhase(state);
    case "failures":
      return failuresPhase(state);
    case "tickets":
      return state.run.options.ticket_external_ids ? namedTicketsPhase(state) : readTicketsPhase(state);
    case "deletions":
      return readDeletionsPhase(state);
    case "comparison":
      return samplePhase(state);
    default:
      return "done";
  }
}

/** A single ticket that is not found is no error; a list that is not found is another vendor's desk. */
const finalKinds = new Set<VendorError["kind"]>([
  "unauthorized",
  "forbidden",
  "not_found",
  "invalid_request",
]);

/** Null where trying again later can help. */
function finalReason(error: unknown): string | null {
  if (error instanceof VendorError && (finalKinds.has(error.kind) || isUnreachable(error)))
    return error.message;
  return isRefusal(error) ? error.message : null;
}

/** Its address is one where this process may not read, whatever it asks there. */
function isUnreachable({ cause }: VendorError): boolean {
  return cause instanceof CallFailed && cause.isUnsent && !cause.canHelpToRetry;
}

/** Said by a verb, such as that the key cannot be read; what the database said may be different the next time. */
function isRefusal(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    error.cause === undefined &&
    ["conflict", "not_found", "invalid_input"].includes(error.code)
  );
}
