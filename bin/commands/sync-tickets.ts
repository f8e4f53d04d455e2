import { type Command, Option } from "commander";
import { sql } from "@/lib/platform/database/sql";
import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { readRun, readRuns } from "@/lib/sync/run-row";
import { type RunKind, type SyncRun, startRunInput } from "@/lib/sync/schema";
import { chooseConnection, queueRun, type RunOptions } from "@/lib/sync/start-run";
import { count, endProgress } from "../import-progress";
import { workPatiently } from "../patient-run";
import { findOrganization, readInput } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = {
  fullSync?: boolean;
  days?: string;
  readAgain?: boolean;
  ticket?: string[];
  connection?: string;
  organization?: string;
};

const partialExitCode = 2;

export function register(program: Command): void {
  const group = commandGroup(program, "sync", "the mirror of external desks");
  const shared = (command: Command) =>
    command
      .option("--connection <name>", "its name, source or id; needed where there are several")
      .option("--organization <slug>", "needed where there are several organizations")
      .addHelpText(
        "after",
        "\nRun again after an interruption, it continues.\nExit codes: 0 complete, 1 failed, 2 some tickets failed, 130 interrupted.",
      );
  shared(group.command("tickets"))
    .description("read what changed at an external desk since the last time")
    .option("--full-sync", "everything of the last 365 days, and look for what is gone")
    .addOption(new Option("--days <count>", 'with --full-sync: how far back, or "all"'))
    .option("--read-again", "conversations and hours too where the desk names no change")
    .option("--ticket <id...>", "only these tickets, by the desk's own numbers")
    .action((options: Options, command: Command) => run(kindOf(options), options, command));
  shared(group.command("base"))
    .description("read companies, people, agents and groups of an external desk")
    .action((options: Options, command: Command) => run("base", options, command));
}

function kindOf({ ticket, fullSync }: Options): RunKind {
  if (ticket && fullSync) throw new StartupError("Give either --ticket or --full-sync.");
  if (ticket) return "single";
  return fullSync ? "full" : "incremental";
}

async function run(kind: RunKind, options: Options, command: Command): Promise<void> {
  let isStopped = false;
  let working: Promise<unknown> = Promise.resolve();
  const onInterrupt = async () => {
    isStopped = true;
    await working;
    endProgress();
    console.error("Stopped. Run the same command again to continue where it was left.");
  };
  await withInstallation(
    async () => {
      const actor = systemActor(await findOrganization(options.organization));
      const chosen = runOptions(kind, options);
      const { id } = await withOrganization(actor, (ctx) => prepare(ctx, kind, options.connection, chosen));
      while (!isStopped) {
        const step = workPatiently(actor.organizationId, id);
        working = step.catch(() => undefined);
        if ((await step) !== "more") break;
      }
      endProgress();
      if (!isStopped) report(command, await ended(actor, id));
    },
    { onInterrupt },
  );
}

/** A run of the command line that was interrupted goes on; one of the server's is left to it. */
async function prepare(
  ctx: Context,
  kind: RunKind,
  connection: string | undefined,
  options: RunOptions,
): Promise<SyncRun> {
  const connection_id = await findConnection(ctx, connection);
  const [open] = await readRuns(
    ctx,
    sql`r.connection_id = ${connection_id}::uuid and r.kind = ${kind} and r.trigger = 'cli' and r.status in ('queued', 'running')`,
  );
  if (open && kind !== "single") return open;
  return queueRun(ctx, {
    connection_id,
    kind,
    trigger: "cli",
    options,
    is_own_worker: true,
  });
}

function runOptions(kind: RunKind, { ticket, days, readAgain }: Options): RunOptions {
  if (days !== undefined && kind !== "full") throw new StartupError("--days goes with --full-sync.");
  const { ticket_external_ids, ...rest } = readInput(startRunInput, {
    ...(ticket && { ticket_external_ids: ticket.flatMap((ids) => ids.split(",")) }),
    ...(days !== undefined && { days: days === "all" ? null : Number(days) }),
    ...(readAgain && { read_again: true }),
  });
  return {
    ...(ticket_external_ids && { ticket_external_ids }),
    ...(rest.days !== undefined && { days: rest.days }),
    ...(rest.read_again && { read_again: true }),
  };
}

async function findConnection(ctx: Context, name: string | undefined): Promise<string> {
  if (name === undefined) return chooseConnection(ctx, undefined);
  const found = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from sync_connections where archived_at is null and (id::text = ${name} or source = ${name} or lower(name) = lower(${name}))`;
  const [only] = found;
  if (only && found.length === 1) return only.id;
  const known = await ctx.tx.$queryRaw<
    { source: string }[]
  >`select source from sync_connections where archived_at is null order by source`;
  const sources = known.map(({ source }) => source).join(", ");
  throw new AppError(
    "not_found",
    `There is no connection "${name}". Known: ${sources || "none yet, see Settings → Sync"}.`,
  );
}

async function ended(actor: Actor, id: string): Promise<SyncRun> {
  return withOrganization(actor, (ctx) => readRun(ctx, id));
}

function report(command: Command, run: SyncRun): void {
  const seconds =
    run.started_at && run.completed_at ? (run.completed_at.getTime() - run.started_at.getTime()) / 1000 : 0;
  const figures = [
    `${count(run.read_count)} read`,
    `${count(run.new_count)} new`,
    `${count(run.changed_count)} changed`,
    `${count(run.unchanged_count)} unchanged`,
    `${count(run.deleted_count)} deleted`,
    `${count(run.failed_count)} failed`,
  ].join(", ");
  const cost = `${count(run.call_count)} calls in ${seconds.toFixed(1)} s, ${run.throttled_seconds} s of it throttled`;
  const lines = [
    `${run.connection_name}: ${figures}.`,
    `${cost}.`,
    ...(run.error_message ? [run.error_message] : []),
  ];
  print(command, { data: run }, lines.join("\n"));
  if (run.status === "failed") throw new AppError("upstream_failed", run.error_message ?? "The run failed.");
  if (run.status === "cancelled") throw new AppError("conflict", "The run was cancelled.");
  if (run.status === "partial") process.exitCode = partialExitCode;
}
