import type { Command } from "commander";
import { type AuditVerdict, isInChain, verifyAudit } from "@/lib/audit/verify-audit";
import { database } from "@/lib/platform/database/client";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { StartupError } from "@/lib/platform/startup-error";
import { commandGroup, print, withInstallation } from "./context";

type Options = { organization?: string; head?: string };
type Report = AuditVerdict & { organization: string; name: string };

// A million rows take about ten seconds; nothing else waits meanwhile.
const timeoutMs = 30 * 60_000;

export function register(program: Command): void {
  commandGroup(program, "audit", "check the audit trail")
    .command("verify")
    .description("recompute the hash chain and name the first row that was altered, removed or reordered")
    .option("--organization <slug>", "only this organization")
    .option("--head <hash>", "also check that this head, noted earlier, is still part of the chain")
    .action(async (options: Options, command: Command) => {
      await withInstallation(async () => {
        const reports = await verifyAll(options);
        print(command, { organizations: reports }, reports.map(describe).join("\n\n"));
        if (reports.some((report) => report.problem)) process.exitCode = 1;
      });
    });
}

export async function verifyAll({ organization, head }: Options): Promise<Report[]> {
  if (head !== undefined && !/^[0-9a-f]{64}$/i.test(head))
    throw new StartupError(
      "--head must be the 64 hexadecimal digits that an earlier `audit verify` printed.",
    );
  const ids = await database().$queryRaw<{ id: string }[]>`select list_organization_ids() as id`;
  const reports: Report[] = [];
  for (const { id } of ids) {
    const report = await verifyOne(id, organization);
    if (report) reports.push(report);
  }
  if (reports.length === 0)
    throw new StartupError(
      organization ? `There is no organization "${organization}".` : "There is no organization yet.",
    );
  if (head && !reports.some((report) => report.problem)) await checkHead(ids, reports, head.toLowerCase());
  return reports;
}

function verifyOne(id: string, slug: string | undefined): Promise<Report | null> {
  return withOrganization(
    systemActor(id),
    async (ctx) => {
      const organization = await ctx.tx.organization.findFirstOrThrow();
      if (slug && organization.slug !== slug) return null;
      return { organization: organization.slug, name: organization.name, ...(await verifyAudit(ctx)) };
    },
    { timeoutMs },
  );
}

/** Rows cut off the end leave a chain that holds: only a head from before tells. */
async function checkHead(ids: { id: string }[], reports: Report[], head: string): Promise<void> {
  for (const { id } of ids)
    if (await withOrganization(systemActor(id), (ctx) => isInChain(ctx, head))) return;
  for (const report of reports)
    report.problem = "the noted head is not part of the chain: rows were cut off its end, or it is another's";
}

function describe(report: Report): string {
  const waiting =
    report.unsealed === 0
      ? "Every row is sealed."
      : `${report.unsealed} rows are not sealed yet: a running server seals them within seconds, and until then only their own digests protect them.`;
  const lines = [`${report.name} (${report.organization}): ${report.sealed} rows sealed. ${waiting}`];
  if (report.problem) lines.push(`PROBLEM: ${report.problem}${where(report)}.`);
  else lines.push("The chain holds.");
  if (report.head) lines.push(`Head: ${report.head}`);
  return lines.join("\n");
}

function where({ audit_id, chain_position, row }: Report): string {
  if (audit_id === null) return "";
  const place = chain_position === null ? "" : `, position ${chain_position} of the chain`;
  const words = row
    ? ` (${row.action}${row.ticket_number ? ` of ticket #${row.ticket_number}` : ""}, ${row.created_at.toISOString()})`
    : "";
  return `: row ${audit_id}${place}${words}`;
}
