import { setTimeout } from "node:timers/promises";
import type { Command } from "commander";
import { beginClosureRun, countOpenReadings, finishClosureRun } from "@/lib/closures/finish-closure-run";
import type { ClosureRun } from "@/lib/closures/schema";
import { sql } from "@/lib/platform/database/sql";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { readRuns } from "@/lib/sync/run-row";
import type { SyncRun } from "@/lib/sync/schema";
import { endProgress } from "../import-progress";
import { workPatiently } from "../patient-run";
import { findOrganization } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = { organization?: string; once?: boolean };

const timeoutMs = 600_000;
const longestWaitMs = 2 * 3_600_000;
const silentMinutes = 10;

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
    await untilRead(organizationId, id, readings);
    endProgress();
    const run = await withOrganization(actor, (ctx) => finishClosureRun(ctx, id), { timeoutMs });
    print(command, run, explain(run, readings.length));
    if (run.status === "failed") process.exitCode = 1;
  });
}

async function untilRead(organizationId: string, id: string, readings: readonly string[]): Promise<void> {
  const actor = systemActor(organizationId);
  const giveUpAt = Date.now() + longestWaitMs;
  while ((await withOrganization(actor, (ctx) => countOpenReadings(ctx, id))) > 0 && Date.now() < giveUpAt) {
    for (const run of await withOrganization(actor, (ctx) => readingsOfNobody(ctx, readings)))
      while ((await workPatiently(organizationId, run.id)) === "more");
    await setTimeout(1_000);
  }
}

/** A reading that was under way already belongs to a server, unless that has been silent for long. */
function readingsOfNobody(ctx: Context, readings: readonly string[]): Promise<SyncRun[]> {
  return readRuns(
    ctx,
    sql`r.id = any (${[...readings]}::uuid[]) and r.status in ('queued', 'running') and (r.trigger = 'cli'
      or coalesce(r.progressed_at, r.created_at) < app_now() - make_interval(mins => ${silentMinutes}::int))`,
  );
}

function explain(run: ClosureRun, readings: number): string {
  if (run.status === "failed") return `The run failed: ${run.error_message}`;
  const read = readings > 0 ? `${readings} external desks were read. ` : "";
  return `${read}${run.tickets_processed} closures were recorded or corrected since the last run; ${run.tickets_closed} tickets were closed on ${run.date}.`;
}
