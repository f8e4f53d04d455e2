import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import type { Command } from "commander";
import { auditedSpec } from "@/lib/exports/request-export";
import { type ExportSpec, exportColumns, requestExportInput } from "@/lib/exports/schema";
import { selectRows } from "@/lib/exports/select-rows";
import { writeRows } from "@/lib/exports/write-rows";
import { organizationZone } from "@/lib/imports/preview-import";
import { AppError } from "@/lib/platform/errors";
import { readQuery } from "@/lib/platform/handle";
import { type Actor, type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { actorOfUser } from "@/lib/platform/session";
import { StartupError } from "@/lib/platform/startup-error";
import { ticketFilters } from "@/lib/tickets/schema";
import { count } from "../import-progress";
import { findOrganization, findPerson, readInput } from "../people";
import { commandGroup, withInstallation } from "./context";

type Options = {
  filter?: string;
  format: string;
  columns?: string;
  lines?: boolean;
  zone: string;
  bom?: boolean;
  as?: string;
  organization?: string;
  output?: string;
};

const longestMs = 6 * 3_600_000;

export function register(program: Command): void {
  commandGroup(program, "export", "take data out")
    .command("tickets")
    .description("write tickets to standard output, all of them as they are at one instant")
    .option("--filter <query>", 'the query of a list\'s address, such as "status=OPEN,NEW&sort=priority"')
    .option("--format <format>", "csv, json or xlsx", "csv")
    .option("--columns <names>", `comma-separated, of: ${exportColumns.join(", ")}`)
    .option("--lines", "JSON: one object a line")
    .option("--zone <zone>", "utc, or organization for times in its zone", "utc")
    .option("--bom", "CSV: begin with the mark that tells Excel it is UTF-8")
    .option(
      "--as <email>",
      "with this person's eyes; an admin's file names people in full (default: the machine's)",
    )
    .option("--organization <slug>", "needed where there are several organizations")
    .option("--output <file>", "write there instead")
    .addHelpText("after", "\nThe export is recorded in the audit log. Progress is told on standard error.")
    .action(exportTickets);
}

async function exportTickets(options: Options): Promise<void> {
  const spec = readSpec(options);
  if (spec.format === "xlsx" && !options.output && process.stdout.isTTY)
    throw new StartupError(
      "A workbook is no text for a terminal: redirect it to a file, or name one with --output.",
    );
  await withInstallation(async () => {
    const actor = await chooseActor(options);
    const rows = await withOrganization(actor, (ctx) => writeAll(ctx, spec, options.output), {
      isolationLevel: "RepeatableRead",
      timeoutMs: longestMs,
    });
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
    console.error(`${count(rows)} tickets exported.`);
  });
}

async function writeAll(ctx: Context, spec: ExportSpec, path: string | undefined): Promise<number> {
  await ctx.audit("EXPORTED", null, { ...auditedSpec(ctx, spec), via: "command_line" });
  let rows = 0;
  const counted = async function* () {
    for await (const batch of selectRows(ctx, spec)) {
      yield batch;
      rows += batch.length;
      if (process.stderr.isTTY) process.stderr.write(`\r${count(rows)} tickets`);
    }
  };
  const content = writeRows(counted(), spec, ctx.actor.timeZone);
  if (path) await pipeline(content, createWriteStream(path, { mode: 0o600 }));
  else await pipeline(content, process.stdout, { end: false }).catch(ignoreClosedPipe);
  return rows;
}

/** `… | head` has seen enough; that is no failure. */
function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error;
}

function readSpec(options: Options): ExportSpec {
  const { sort, order, ...filters } = readQuery(new URLSearchParams(options.filter?.replace(/^\?/, "")));
  const unknown = Object.keys(filters).filter((name) => !(name in ticketFilters.shape));
  if (unknown.length > 0)
    throw new StartupError(
      `--filter knows no ${unknown.join(", ")}. It takes: sort, order, ${Object.keys(ticketFilters.shape).join(", ")}.`,
    );
  return readInput(requestExportInput, {
    format: options.format,
    filters,
    sort,
    order,
    columns: options.columns?.split(",").map((name) => name.trim()),
    layout: options.lines ? "lines" : "array",
    time_zone: options.zone,
    byte_order_mark: options.bom ?? false,
  });
}

async function chooseActor(options: Options): Promise<Actor> {
  if (options.as === undefined) {
    const machine = systemActor(await findOrganization(options.organization));
    return { ...machine, timeZone: await withOrganization(machine, organizationZone) };
  }
  const { userId } = await findPerson(options.as);
  const actor = await actorOfUser(userId, null, null);
  if (!actor || !hasPermission(actor, "tickets:export"))
    throw new AppError("forbidden", `${options.as} may not export tickets.`);
  return actor;
}
