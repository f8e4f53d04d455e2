import { sealAudit } from "./audit/seal-audit";
import type { BackgroundTask } from "./platform/background";
import { database } from "./platform/database/client";

/**
 * What every running server does beside answering, outside Inngest: work of every few seconds, for which a run each
 * would cost more than it does. Each task is safe to run in several processes at once; all other work is a function
 * in `inngest/`.
 */
export const backgroundTasks: readonly BackgroundTask[] = [
  { name: "seal-audit", everyMs: 1_000, run: async () => void (await sealAudit()) },
  { name: "fold-ticket-tallies", everyMs: 5_000, run: foldTicketTallies },
];

/** Keeps exact totals quick to sum: see the migration of ticket_tallies. */
async function foldTicketTallies(): Promise<void> {
  await database().$queryRaw`select fold_ticket_tallies()`;
}
