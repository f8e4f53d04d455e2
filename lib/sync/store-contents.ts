import { gzipSync } from "node:zlib";
import type { Context } from "@/lib/platform/organization";
import {
  buildMessage,
  buildTicket,
  buildTimeEntry,
  checksumOf,
  type MirrorMessage,
  type MirrorRules,
  type MirrorTicket,
  type MirrorTimeEntry,
} from "./build-mirror";
import {
  type KnownDescription,
  type KnownTicket,
  lockKnown,
  readDescriptions,
  readKnown,
} from "./known-tickets";
import { markMerged } from "./read-contents";
import { embeddedRequesters, type Links, readLinks } from "./read-links";
import { storeMessages } from "./store-messages";
import { storePeople } from "./store-people";
import { insertTickets, markRead, updateTickets } from "./store-tickets";
import { storeTimeEntries } from "./store-time-entries";
import type { TicketContent } from "./ticket-content";
import { toRecords } from "./to-records";

export type MirrorConnection = MirrorRules & { id: string; source: string };

export type StoredCounts = { new: number; changed: number; unchanged: number; deleted: number };

/** One ticket on its way into the database. */
export type Prepared = {
  content: TicketContent;
  columns: MirrorTicket;
  checksum: string;
  /** Null where conversations or hours were not read. */
  detail_checksum: string | null;
  messages: MirrorMessage[] | null;
  time_entries: MirrorTimeEntry[] | null;
  known: KnownTicket | undefined;
};

/**
 * Stores up to fifty tickets with all that was read of them, in the transaction of `ctx`. What equals the copy costs no
 * write; what was not read leaves the copy as it is.
 */
export async function storeContents(
  ctx: Context,
  connection: MirrorConnection,
  contents: readonly TicketContent[],
  /** Tickets whose copy is to be written anew, whatever its checksum says. */
  rewritten: ReadonlySet<string> = new Set(),
): Promise<StoredCounts> {
  // Tables that a first run fills have no statistics yet: every batch would look through the whole of them. And a power
  // cut may take the last batches back, together with the place the run has reached: nobody need wait for the disk.
  await ctx.tx.$queryRaw`
    select set_config('app.ticket_override', 'import', true), set_config('lock_timeout', '5s', true),
      set_config('enable_seqscan', 'off', true), set_config('synchronous_commit', 'off', true),
      set_config('app.reason', ${`Read from ${connection.name}.`}, true)`;
  await storeUnknownPeople(ctx, connection, contents);
  const ids = contents.map(({ ticket }) => ticket.external_id);
  const known = await lockKnown(ctx, connection.id, ids);
  for (const id of rewritten) forgetChecksums(known.get(id));
  const links = await readLinks(ctx, connection.id, contents);
  const descriptions = await readDescriptions(ctx, connection.id, contents);
  const prepared = contents
    .map((content) => prepare(content, connection, { links, known, descriptions }, ctx.now))
    // A page read before somebody else stored a newer state must not put the older one back.
    .filter(({ content, known: before }) => !before || before.vendor_updated_at <= content.ticket.updated_at);
  const { added, counts } = await storeColumns(ctx, connection, prepared);
  const withId = await attachIds(ctx, connection, prepared, added);
  const removed = await storeMessages(ctx, withId);
  await storeTimeEntries(ctx, connection.source, withId);
  await markRead(
    ctx,
    withId.filter(({ columns }) => !added.has(columns.external_id)),
  );
  if (removed.length > 0) await ctx.tx.$queryRaw`select rebuild_ticket_search(${removed}::uuid[])::text`;
  await keepPayloads(ctx, connection, prepared);
  counts.unchanged += contents.length - prepared.length;
  if (counts.new + counts.changed + counts.deleted > 0) ctx.tell("tickets.changed", {});
  return counts;
}

function forgetChecksums(known: KnownTicket | undefined): void {
  if (known) Object.assign(known, { checksum: "", detail_checksum: "" });
}

async function storeUnknownPeople(
  ctx: Context,
  connection: MirrorConnection,
  contents: readonly TicketContent[],
): Promise<void> {
  const embedded = embeddedRequesters(contents.map(({ ticket }) => ticket));
  if (embedded.length === 0) return;
  const known = await ctx.tx.$queryRaw<{ external_id: string }[]>`
    select external_id from requester_sources
    where connection_id = ${connection.id}::uuid and external_id = any (${embedded.map((one) => one.external_id)}::text[])`;
  const ids = new Set(known.map(({ external_id }) => external_id));
  const fresh = embedded.filter(({ external_id }) => !ids.has(external_id));
  await storePeople(
    ctx,
    connection.id,
    fresh.map((person) => ({ ...person, phone: null, company_external_ids: [], is_active: true })),
  );
}

type Stored = {
  links: Links;
  known: ReadonlyMap<string, KnownTicket>;
  descriptions: ReadonlyMap<string, KnownDescription>;
};

function prepare(
  content: TicketContent,
  connection: MirrorConnection,
  { links, known, descriptions }: Stored,
  now: Date,
): Prepared {
  const { external_id } = content.ticket;
  const before = known.get(external_id);
  // Where the note that tells of a merger was not read this time, what was known of it holds.
  if (content.conversations === null && before?.merged_into_external_id)
    markMerged(content, before.merged_into_external_id, connection.settings);
  const columns = {
    ...buildTicket(content.ticket, connection, links, before, now),
    ...descriptions.get(external_id),
  };
  const messages = content.conversations?.map((one) => buildMessage(one, links)) ?? null;
  const entries = content.time_entries?.map((one) => buildTimeEntry(one, links)) ?? null;
  return {
    content,
    columns,
    checksum: checksumOf([vendorsOwn(columns), content.deleted_reason]),
    detail_checksum: content.is_complete ? checksumOf([sorted(messages), sorted(entries)]) : null,
    messages,
    time_entries: entries,
    known: before,
  };
}

/** Whether it is late by now is no change of the ticket, and whom its ids stand for here is `relinkTickets`' affair. */
export function vendorsOwn(columns: MirrorTicket): Partial<MirrorTicket> {
  const {
    sla_breached,
    response_breached,
    owner_id,
    owner_role,
    requester_id,
    company_id,
    needs_mapping,
    ...own
  } = columns;
  return own;
}

function sorted<Row extends { external_id: string }>(rows: readonly Row[] | null): Row[] | null {
  return rows?.toSorted((left, right) => (left.external_id < right.external_id ? -1 : 1)) ?? null;
}

function isChanged({ known, checksum, detail_checksum }: Prepared): boolean {
  return (
    known?.checksum !== checksum || (detail_checksum !== null && known.detail_checksum !== detail_checksum)
  );
}

async function storeColumns(
  ctx: Context,
  connection: MirrorConnection,
  prepared: readonly Prepared[],
): Promise<{ added: Map<string, string>; counts: StoredCounts }> {
  const fresh = prepared.filter(({ known }) => !known);
  const changed = prepared.filter((one) => one.known && one.known.checksum !== one.checksum);
  const added = await insertTickets(ctx, connection, fresh);
  await updateTickets(ctx, changed);
  const isGone = (one: Prepared) => one.content.deleted_reason !== null && !one.known?.deleted_at;
  const gone = prepared.filter((one) => one.known && isGone(one)).length;
  const others = prepared.filter((one) => one.known && !isGone(one));
  const touched = others.filter(isChanged).length;
  const counts = { new: fresh.length, changed: touched, unchanged: others.length - touched, deleted: gone };
  return { added, counts };
}

export type Identified = Prepared & { ticket_id: string };

async function attachIds(
  ctx: Context,
  connection: MirrorConnection,
  prepared: readonly Prepared[],
  added: ReadonlyMap<string, string>,
): Promise<Identified[]> {
  const missing = prepared
    .filter(({ known, columns }) => !known && !added.has(columns.external_id))
    .map(({ columns }) => columns.external_id);
  const stored = await readKnown(ctx, connection.id, missing);
  return prepared.flatMap((one) => {
    const { external_id } = one.columns;
    const ticket_id = added.get(external_id) ?? (one.known ?? stored.get(external_id))?.ticket_id;
    return ticket_id ? [{ ...one, ticket_id }] : [];
  });
}

/** The vendor's own words, kept for as long as the connection says. */
async function keepPayloads(
  ctx: Context,
  connection: MirrorConnection,
  prepared: readonly Prepared[],
): Promise<void> {
  const rows = prepared.filter(isChanged).flatMap(({ content, detail_checksum }) => {
    const { external_id, raw } = content.ticket;
    const ticket = { resource: "tickets", external_id, body: compress(raw) };
    if (detail_checksum === null) return [ticket];
    const details = {
      conversations: content.conversations?.map((one) => one.raw),
      time_entries: content.time_entries?.map((one) => one.raw),
    };
    return [ticket, { resource: "details", external_id, body: compress(details) }];
  });
  if (rows.length === 0) return;
  await ctx.tx.$executeRaw`
    insert into sync_payloads (connection_id, resource, external_id, body)
    select ${connection.id}::uuid, n.resource, n.external_id, decode(n.body, 'base64')
    from jsonb_to_recordset(${toRecords(rows)}::jsonb) as n(resource text, external_id text, body text)
    on conflict (organization_id, connection_id, resource, external_id) do update set body = excluded.body, fetched_at = app_now()`;
}

function compress(value: unknown): string {
  return gzipSync(JSON.stringify(value), { level: 1 }).toString("base64");
}
