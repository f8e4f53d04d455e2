import { sealAudit } from "./audit/seal-audit";
import { runBulkOperations } from "./bulk/run-bulk-operations";
import { cleanUpImports, runImports } from "./imports/run-imports";
import type { BackgroundTask } from "./platform/background";
import { database } from "./platform/database/client";
import { trimChanges } from "./platform/realtime/change-log";

/**
 * What every running server does beside answering, outside Inngest: work of every second, for which a run each
 * would cost more than it does, and work on this machine's own files. Each task is safe to run in several processes
 * at once; all other work is a function in `inngest/`.
 */
export const backgroundTasks: readonly BackgroundTask[] = [
  { name: "seal-audit", everyMs: 1_000, run: async () => void (await sealAudit()) },
  { name: "run-bulk-operations", everyMs: 1_000, run: forEachOrganization(runBulkOperations) },
  { name: "run-imports", everyMs: 1_000, run: runImports },
  { name: "clean-up-imports", everyMs: 3_600_000, run: cleanUpImports },
  { name: "trim-live-changes", everyMs: 60_000, run: trimChanges },
  { name: "fold-ticket-tallies", everyMs: 5_000, run: foldTicketTallies },
];

function forEachOrganization(run: (organizationId: string, signal: AbortSignal) => Promise<void>) {
  return async (signal: AbortSignal) => {
    const organizations = await database().$queryRaw<
      { id: string }[]
    >`select id from list_organization_ids() as listed (id)`;
    for (const { id } of organizations) if (!signal.aborted) await run(id, signal);
  };
}

/** Keeps exact totals quick to sum: see the migration of ticket_tallies. */
async function foldTicketTallies(): Promise<void> {
  await database().$queryRaw`select fold_ticket_tallies()`;
}
