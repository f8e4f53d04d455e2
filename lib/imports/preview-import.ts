import type { Context } from "@/lib/platform/organization";
import { type BuiltTicket, buildTicket } from "./build-ticket";
import { compileMapping, isRefusal, type Refusal, type RowValues } from "./compile-mapping";
import type { ImportJob } from "./import-job";
import { emptyNameCache, lookUpNames, type NameCache, resolveNames } from "./look-up-names";
import { readRecords } from "./read-records";
import type { OnDuplicate, PreviewRow } from "./schema";

const previewTickets = 20;
const previewRecords = 2_000;

/** The first rows exactly as they will be stored, made by the very code that stores them. */
export async function previewImport(ctx: Context, job: ImportJob): Promise<PreviewRow[]> {
  const groups = await readGroups(job, await organizationZone(ctx));
  const built = groups.map((group) => (isRefused(group) ? group : build(group, job, ctx.now)));
  const names = emptyNameCache();
  const tickets = built.filter((each): each is Built => "ticket" in each);
  await lookUpNames(
    ctx,
    names,
    tickets.map((each) => each.ticket),
  );
  const known = await findKnown(ctx, job, tickets);
  return built.map((each) =>
    "ticket" in each ? present(each, names, known, job.on_duplicate) : refused(each),
  );
}

export async function organizationZone(ctx: Context): Promise<string> {
  const [organization] = await ctx.tx.$queryRaw<{ time_zone: string }[]>`select time_zone from organizations`;
  return organization?.time_zone ?? "UTC";
}

type Built = BuiltTicket & { row: number; line: number };

async function readGroups(job: ImportJob, zone: string): Promise<(RowValues[] | Refusal)[]> {
  const read = compileMapping(job.mapping, job.format, zone);
  const groups: (RowValues[] | Refusal)[] = [];
  const byId = new Map<string, RowValues[]>();
  let seen = 0;
  for await (const { records } of readRecords(job.file_path, job.format)) {
    for (const record of records) {
      seen += 1;
      const row = read(record, seen);
      const group = isRefusal(row) || row.externalId === null ? undefined : byId.get(row.externalId);
      if (group && !isRefusal(row) && job.mapping.shape === "events") group.push(row);
      else if (groups.length >= previewTickets) return groups;
      else if (isRefusal(row)) groups.push(row);
      else {
        const started = [row];
        groups.push(started);
        if (row.externalId !== null && job.mapping.shape === "events") byId.set(row.externalId, started);
      }
    }
    if (seen > previewRecords) break;
  }
  return groups;
}

function isRefused(group: RowValues[] | Refusal): group is Refusal {
  return !Array.isArray(group);
}

function build(rows: RowValues[], job: ImportJob, now: Date): Built | Refusal {
  const first = rows[0] as RowValues;
  const context = { mapping: job.mapping, jobId: job.id, fileDigest: job.file_digest, startedAt: now };
  const built = buildTicket(rows, context, null);
  return typeof built === "string"
    ? { row: first.row, line: first.line, raw: first.raw, reason: built }
    : { ...built, row: first.row, line: first.line };
}

const duplicateNotes: Record<OnDuplicate, string> = {
  skip: "This id is there already: the row will be skipped.",
  update: "This id is there already: that ticket will be updated.",
  fail: "This id is there already: the import will stop here.",
};

async function findKnown(
  ctx: Context,
  job: ImportJob,
  built: readonly Built[],
): Promise<ReadonlySet<string>> {
  const ids = built.map((each) => each.ticket.external_id);
  const rows = await ctx.tx.$queryRaw<{ external_id: string }[]>`
    select external_id from tickets where source = ${job.mapping.source} and external_id = any (${ids}::text[])`;
  return new Set(rows.map((row) => row.external_id));
}

function present(
  { ticket, history, notes, row, line }: Built,
  names: NameCache,
  known: ReadonlySet<string>,
  choice: OnDuplicate,
): PreviewRow {
  const { metadata, owner, requester_email, franchise_code, ...fields } = ticket;
  const found = resolveNames(names, ticket);
  const { import: _, ...kept } = metadata as Record<string, unknown>;
  const owned = owner ? names.owners.get(owner.toLowerCase()) : null;
  const all = [...new Set(notes)];
  if (owner && !owned) all.push("The owner is nobody who works here: the name is kept as “assigned to”.");
  if (known.has(ticket.external_id)) all.push(duplicateNotes[choice]);
  if (franchise_code && !found.assigned_franchise_id) all.push(`There is no franchise “${franchise_code}”.`);
  return {
    row_number: row,
    line_number: line,
    ticket: {
      ...fields,
      requester: ticket.requester ?? requester_email,
      requester_email,
      owner_name: owned?.name ?? null,
      owner_role: found.owner_role,
      description: ticket.description.slice(0, 2000),
      metadata: kept,
    },
    history_count: history.length,
    notes: all,
    reason: null,
  };
}

function refused({ row, line, reason }: Refusal): PreviewRow {
  return { row_number: row, line_number: line, ticket: null, history_count: 0, notes: [], reason };
}
