import { readFileSync, statSync } from "node:fs";
import type { Command } from "commander";
import { importLegacyClosures, type LegacyReport } from "@/lib/closures/import-legacy-closures";
import { importUserMappings } from "@/lib/closures/import-user-mappings";
import { recountAll } from "@/lib/closures/recount-all";
import type { ImportedMappings } from "@/lib/closures/schema";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { readLegacyRows } from "../legacy-closures";
import { findOrganization } from "../people";
import { commandGroup, print, withInstallation } from "./context";

type Options = { organization?: string; ids?: string; table: string };

const invalidRowsExitCode = 2;
const rowsAtOnce = 5_000;
const shownProblems = 20;
const timeoutMs = 600_000;

export function register(program: Command): void {
  const closures = commandGroup(program, "closures", "who closed what, hour by hour");
  closures
    .command("init")
    .description("count every closure anew, and take over the agents of an IDs.txt")
    .option("--ids <file>", "an IDs.txt: a line `<name> - <numeric id>` a person")
    .option("--organization <slug>", "needed where there are several organizations")
    .action(init);
  closures
    .command("migrate <source>")
    .description("take over the daily totals of a tracker's table ticket_closure; may be repeated")
    .option("--table <name>", "the table's name", "ticket_closure")
    .option("--organization <slug>", "needed where there are several organizations")
    .addHelpText(
      "after",
      "\n<source> is a CSV file (columns date, tickets_closed, and username, email or freshworks_user_id), a SQLite file, or\nthe postgres:// address of a database. Exit codes: 0 done, 1 failed, 2 some rows were invalid.",
    )
    .action(migrate);
  closures
    .command("mappings <file>")
    .description("take over the agents of an IDs.txt and link them to accounts")
    .option("--organization <slug>", "needed where there are several organizations")
    .action(mappings);
}

async function init(options: Options, command: Command): Promise<void> {
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const taken = options.ids ? await takeMappings(organizationId, options.ids) : null;
    const counted = await recountAll(organizationId);
    const text = `${counted.closures} closures on ${counted.days} days were counted in the zone ${counted.time_zone}.`;
    print(
      command,
      { ...counted, ...(taken && { mappings: taken }) },
      taken ? `${describeMappings(taken)}\n${text}` : text,
    );
  });
}

async function migrate(source: string, options: Options, command: Command): Promise<void> {
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const rows = await readLegacyRows(source, options.table);
    const report: LegacyReport = { imported: 0, covered: 0, skipped: 0, invalid: [] };
    for (let at = 0; at < rows.length; at += rowsAtOnce) {
      const part = await withOrganization(
        systemActor(organizationId),
        (ctx) => importLegacyClosures(ctx, rows.slice(at, at + rowsAtOnce)),
        { timeoutMs },
      );
      report.imported += part.imported;
      report.covered += part.covered;
      report.skipped += part.skipped;
      report.invalid.push(...part.invalid);
    }
    await recountAll(organizationId, { onlyChanges: true });
    print(command, { rows: rows.length, ...report }, describeReport(rows.length, report));
    if (report.invalid.length > 0) process.exitCode = invalidRowsExitCode;
  });
}

function describeReport(rows: number, report: LegacyReport): string {
  const problems = report.invalid
    .slice(0, shownProblems)
    .map(({ line, reason }) => `  row ${line}: ${reason}`);
  const covered =
    report.covered > 0
      ? `\n${report.covered} of them are of days whose closures are known by themselves; those count instead.`
      : "";
  const more =
    report.invalid.length > shownProblems
      ? [`  … and ${report.invalid.length - shownProblems} more (--json lists all)`]
      : [];
  return [
    ...problems,
    ...more,
    `${rows} rows: ${report.imported} imported, ${report.skipped} skipped (already there, or zero), ${report.invalid.length} invalid.${covered}`,
  ].join("\n");
}

async function mappings(file: string, options: Options, command: Command): Promise<void> {
  await withInstallation(async () => {
    const organizationId = await findOrganization(options.organization);
    const taken = await takeMappings(organizationId, file);
    await recountAll(organizationId, { onlyChanges: true });
    print(command, taken, describeMappings(taken));
    if (taken.skipped.length > 0) process.exitCode = invalidRowsExitCode;
  });
}

async function takeMappings(organizationId: string, file: string): Promise<ImportedMappings["data"]> {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new StartupError(`There is no file ${file}: check the name.`);
  const text = readFileSync(file, "utf8");
  const { data } = await withOrganization(systemActor(organizationId), (ctx) =>
    importUserMappings(ctx, { text }),
  );
  return data;
}

function describeMappings(taken: ImportedMappings["data"]): string {
  const problems = [...taken.skipped, ...taken.duplicates].map(
    ({ line, text, reason }) => `  line ${line}: ${text}: ${reason}`,
  );
  return [
    ...problems,
    `${taken.read} agents: ${taken.created} new, ${taken.renamed} renamed, ${taken.unchanged} as before. ${taken.linked} were linked to accounts now, ${taken.proposed} links wait for confirmation, ${taken.unmapped} have no account.`,
  ].join("\n");
}
