import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { beginClosureRun, countOpenReadings, finishClosureRun } from "@/lib/closures/finish-closure-run";
import type { ClosureRun } from "@/lib/closures/schema";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { endProgress } from "../import-progress";
import { workPatiently } from "../patient-run";
import { findOrganization } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = { organization?: string; once?: boolean };

const timeoutMs = 600_000;
const longestWaitMs = 2 * 3_600_000;

export function register(program: Command): void {
  commandGroup(program, "sync", "the mirror of external desks")
    .command("closures")
    .description("read what changed at the external desks, then count closures")
    .option("--once", "one run, for cron; a running server does the same every hour by itself")
    .option("--organization <slug>", "needed where there are several organizations")
    .action(syncClosures);
}

async function syncClosures(options: Options, command: Command): Promise<void> {
  if (!options.once)
    throw new StartupError(
      "A running server counts closures every hour. Add --once for one run now, for instance from cron.",
    );
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const actor = systemActor(organizationId);
    const { id, readings } = await withOrganization(actor, beginClosureRun);
    for (const reading of readings) while ((await workPatiently(organizationId, reading)) === "more");
    endProgress();
    await untilRead(organizationId, id);
    const run = await withOrganization(actor, (ctx) => finishClosureRun(ctx, id), { timeoutMs });
    print(command, run, explain(run, readings.length));
    if (run.status === "failed") process.exitCode = 1;
  });
}

/** A reading that was under way already belongs to somebody else, who may need a while. */
async function untilRead(organizationId: string, id: string): Promise<void> {
  const giveUpAt = Date.now() + longestWaitMs;
  while (
    (await withOrganization(systemActor(organizationId), (ctx) => countOpenReadings(ctx, id))) > 0 &&
    Date.now() < giveUpAt
  )
    await setTimeout(1_000);
}

function explain(run: ClosureRun, readings: number): string {
  if (run.status === "failed") return `The run failed: ${run.error_message}`;
  const read = readings > 0 ? `${readings} external desks were read. ` : "";
  return `${read}${run.tickets_processed} closures were recorded or corrected since the last run; ${run.tickets_closed} tickets were closed on ${run.date}.`;
}
