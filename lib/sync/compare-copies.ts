import type { Context } from "@/lib/platform/organization";
import { buildMessage, buildTicket, buildTimeEntry } from "./build-mirror";
import { markMerged, type ReadOutcome } from "./read-contents";
import { readLinks } from "./read-links";
import { type MirrorConnection, vendorsOwn } from "./store-contents";
import { lacksDescription, type TicketContent } from "./ticket-content";
import { toRecords } from "./to-records";

type Json = Record<string, unknown>;
type Copy = {
  external_id: string;
  ticket_id: string;
  vendor_updated_at: Date;
  deleted_reason: string | null;
  ticket: Json;
  source: Json;
  messages: Json[];
  time_entries: Json[];
};
type Difference = { field: string; here: string; there: string };
type Drift = { kind: string; external_id: string; ticket_id: string | null; fields: Difference[] };

const messageFields = [
  "message",
  "is_internal_note",
  "from_email",
  "to_emails",
  "is_incoming",
  "created_at",
] as const;
const entryFields = [
  "agent_external_id",
  "minutes",
  "is_billable",
  "is_running",
  "worked_at",
  "note",
] as const;
const shownLength = 200;

/**
 * Holds the copies against what the vendor says now and lists what differs; the same transaction repairs it. A ticket
 * that the vendor changed since it was read has not drifted, it is only not up to date. Answers whose copies are to be
 * written anew.
 */
export async function compareCopies(
  ctx: Context,
  connection: MirrorConnection,
  runId: string,
  { contents, gone }: ReadOutcome,
): Promise<Set<string>> {
  const copies = await readCopies(ctx, connection.id, [
    ...contents.map(({ ticket }) => ticket.external_id),
    ...gone.map(({ external_id }) => external_id),
  ]);
  const links = await readLinks(ctx, connection.id, contents);
  const drifts: Drift[] = [];
  for (const content of contents) {
    const { external_id, updated_at } = content.ticket;
    const copy = copies.get(external_id);
    if (!copy) drifts.push({ kind: "missing", external_id, ticket_id: null, fields: [] });
    else if (copy.vendor_updated_at.getTime() === updated_at.getTime()) {
      // Where the note that tells of a merger was not read, nothing was said of it.
      const mergedInto = copy.source.merged_into_external_id;
      if (content.conversations === null && typeof mergedInto === "string")
        markMerged(content, mergedInto, connection.settings);
      const fields = differences(copy, content, connection, links, ctx.now);
      if (fields.length > 0) drifts.push({ kind: "differs", external_id, ticket_id: copy.ticket_id, fields });
    }
  }
  for (const { external_id } of gone) {
    const copy = copies.get(external_id);
    if (copy && copy.deleted_reason === null)
      drifts.push({ kind: "extra", external_id, ticket_id: copy.ticket_id, fields: [] });
  }
  await storeDrifts(ctx, connection.id, runId, drifts);
  return new Set(drifts.filter(({ kind }) => kind === "differs").map(({ external_id }) => external_id));
}

async function readCopies(ctx: Context, connectionId: string, ids: string[]): Promise<Map<string, Copy>> {
  const rows = await ctx.tx.$queryRaw<Copy[]>`
    select s.external_id, s.ticket_id, s.vendor_updated_at, s.deleted_reason, to_jsonb(t) as ticket, to_jsonb(s) as source,
      coalesce((select jsonb_agg(to_jsonb(m)) from ticket_messages m where m.ticket_id = t.id and m.external_id is not null), '[]') as messages,
      coalesce((select jsonb_agg(to_jsonb(e)) from time_entries e where e.ticket_id = t.id and e.source = t.source), '[]') as time_entries
    from ticket_sources s join tickets t on t.id = s.ticket_id
    where s.connection_id = ${connectionId}::uuid and s.external_id = any (${ids}::text[])`;
  return new Map(rows.map((row) => [row.external_id, row]));
}

function differences(
  copy: Copy,
  content: TicketContent,
  connection: MirrorConnection,
  links: Parameters<typeof buildMessage>[1],
  now: Date,
): Difference[] {
  const known = {
    resolved_at: instantOf(copy.ticket.resolved_at),
    closed_at: instantOf(copy.ticket.closed_at),
  };
  const columns = vendorsOwn(buildTicket(content.ticket, connection, links, known, now));
  if (lacksDescription(content))
    for (const name of ["description", "description_html"] as const) delete columns[name];
  const here = { ...copy.source, ...copy.ticket, deleted_reason: copy.deleted_reason };
  return [
    ...compare("", here, { ...columns, deleted_reason: content.deleted_reason }),
    ...compareLists(
      "conversation",
      copy.messages,
      content.conversations?.map((one) => buildMessage(one, links)),
      messageFields,
    ),
    ...compareLists(
      "time entry",
      copy.time_entries,
      content.time_entries?.map((one) => buildTimeEntry(one, links)),
      entryFields,
    ),
  ];
}

function compareLists(
  word: string,
  here: readonly Json[],
  there: readonly (Json & { external_id: string })[] | undefined,
  fields: readonly string[],
): Difference[] {
  if (!there) return [];
  const copies = new Map(here.map((one) => [String(one.external_id), one]));
  const found = there.flatMap((one) => {
    const field = `${word} ${one.external_id}`;
    const copy = copies.get(one.external_id);
    copies.delete(one.external_id);
    if (!copy) return [{ field, here: "missing", there: "there" }];
    return compare(`${field}: `, copy, Object.fromEntries(fields.map((name) => [name, one[name]])));
  });
  const extra = [...copies.keys()].map((id) => ({ field: `${word} ${id}`, here: "there", there: "missing" }));
  return [...found, ...extra];
}

function compare(prefix: string, here: Json, there: Json): Difference[] {
  return Object.entries(there).flatMap(([name, value]) => {
    const [ours, theirs] = [
      readable(here[name], value instanceof Date),
      readable(value, value instanceof Date),
    ];
    return ours === theirs
      ? []
      : [{ field: prefix + name, here: ours.slice(0, shownLength), there: theirs.slice(0, shownLength) }];
  });
}

function readable(value: unknown, isInstant: boolean): string {
  if (value === null || value === undefined) return "";
  if (isInstant) return instantOf(value)?.toISOString() ?? String(value);
  return typeof value === "string" ? value : JSON.stringify(value);
}

function instantOf(value: unknown): Date | null {
  if (value === null || value === undefined) return null;
  const date = new Date(value as string | Date);
  return Number.isNaN(date.getTime()) ? null : date;
}

async function storeDrifts(
  ctx: Context,
  connectionId: string,
  runId: string,
  drifts: readonly Drift[],
): Promise<void> {
  if (drifts.length === 0) return;
  const rows = drifts.map(({ fields, ...drift }) => ({ ...drift, detail: { fields: fields.slice(0, 50) } }));
  await ctx.tx.$executeRaw`
    insert into sync_drifts (run_id, connection_id, kind, external_id, ticket_id, detail, repaired_at)
    select ${runId}::uuid, ${connectionId}::uuid, n.kind, n.external_id, n.ticket_id, n.detail, app_now()
    from jsonb_to_recordset(${toRecords(rows)}::jsonb) as n(kind text, external_id text, ticket_id uuid, detail jsonb)`;
}
