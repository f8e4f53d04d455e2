import { isFinished } from "@/lib/tickets/status";
import {
  type Adapter,
  type Page,
  type RemoteConversation,
  type RemoteTicket,
  type RemoteTimeEntry,
  type Resource,
  VendorError,
  type VendorErrorKind,
} from "./adapters/adapter";
import type { ConnectionSettings } from "./connections/schema";
import type { GoneTicket } from "./delete-tickets";
import { mapConcurrently } from "./map-concurrently";
import type { DeletedReason, TicketContent } from "./ticket-content";

/** What is to be read of a ticket: the row a list gave, or its id alone. */
export type Wanted = { external_id: string; ticket: RemoteTicket | null; needsDetails: boolean };

export type ReadFailure = {
  kind?: VendorErrorKind;
  /** `time_entry`: read in full, but what it says cannot be counted; reading it again would not help. */
  resource: Resource | "time_entry";
  external_id: string;
  reason: string;
};

export type ReadOutcome = {
  contents: TicketContent[];
  gone: GoneTicket[];
  failures: ReadFailure[];
  /** What the key may not read: said once in the report, not once a ticket. */
  notes: string[];
};

type Reader = { adapter: Adapter; settings: ConnectionSettings };
type One = {
  content: TicketContent | null;
  gone: GoneTicket | null;
  failures: ReadFailure[];
  note: string | null;
};

/** Enough to use any vendor's limit, and few enough not to be a burden. */
const ticketsAtOnce = 10;
const detailLimit = 500;
/** Vendors date changes by the second: another one within the same second would look like the one that was read. */
const settledMs = 3_000;

/** Reads tickets with their conversations and hours. Only what ends the whole run is thrown; the rest is told per ticket. */
export async function readContents(reader: Reader, wanted: readonly Wanted[]): Promise<ReadOutcome> {
  const read = await mapConcurrently(wanted, ticketsAtOnce, (one) => readOne(reader, one));
  const failures = read.flatMap((one) => one.failures);
  refuseOutage(wanted, read);
  return {
    contents: read.flatMap(({ content }) => content ?? []),
    gone: read.flatMap(({ gone }) => gone ?? []),
    failures,
    notes: [...new Set(read.flatMap(({ note }) => note ?? []))],
  };
}

async function readOne(reader: Reader, wanted: Wanted): Promise<One> {
  const one: One = { content: null, gone: null, failures: [], note: null };
  let { ticket } = wanted;
  try {
    // Only a look at the single ticket says that it is gone: a list may be stale, and a flag may mean a restored one.
    if (ticket === null || isFlagged(ticket)) {
      ticket = await reader.adapter.readTicket(wanted.external_id);
      const reason = ticket === null ? "missing" : deletedReason(ticket);
      if (ticket === null || reason === "deleted" || reason === "spam")
        return { ...one, gone: { external_id: wanted.external_id, reason: reason ?? "missing" } };
    }
  } catch (error) {
    return { ...one, failures: [failureOf("tickets", wanted.external_id, error)] };
  }
  const content: TicketContent = {
    ticket,
    conversations: null,
    time_entries: null,
    is_complete: false,
    is_settled: isSettled(reader.adapter, ticket),
    deleted_reason: deletedReason(ticket),
  };
  if (wanted.needsDetails) await readDetails(reader, content, one);
  return { ...one, content };
}

async function readDetails({ adapter, settings }: Reader, content: TicketContent, one: One): Promise<void> {
  const id = content.ticket.external_id;
  const read = async <Row extends { external_id: string }>(
    resource: "conversations" | "time_entries",
    page: PageReader<Row>,
  ) => {
    if (!settings.include[resource] || !adapter.resources.includes(resource)) return null;
    try {
      return await readAll(page);
    } catch (error) {
      if (error instanceof VendorError && error.kind === "forbidden") one.note = error.message;
      else one.failures.push(failureOf(resource, id, error));
      return null;
    }
  };
  const [conversations, entries] = await Promise.all([
    read<RemoteConversation>("conversations", (cursor) => adapter.readConversations(id, cursor)),
    read<RemoteTimeEntry>("time_entries", (cursor) => adapter.readTimeEntries(id, cursor)),
  ]);
  content.conversations = conversations?.filter(({ is_description }) => !is_description) ?? null;
  const description = conversations?.find(({ is_description }) => is_description);
  if (description) content.ticket = { ...content.ticket, description_html: description.body_html };
  content.time_entries = entries;
  content.is_complete = one.failures.length === 0;
  const mergeNote = conversations?.findLast((entry) => entry.merged_into_external_id !== null);
  if (mergeNote) markMerged(content, mergeNote.merged_into_external_id, settings);
  for (const { external_id, minutes } of entries ?? [])
    if (minutes === null)
      one.failures.push({
        resource: "time_entry",
        external_id: id,
        reason: `The time of entry ${external_id} could not be understood; it counts for nothing until it is corrected there.`,
      });
}

/**
 * No field of a ticket says that it went into another one; the desk's own note in it does. One that is open goes on:
 * it was taken up again, or somebody only wrote those words.
 */
export function markMerged(
  content: TicketContent,
  mergedInto: string | null,
  settings: ConnectionSettings,
): void {
  if (!isFinished(settings.status_map[content.ticket.status] ?? settings.unknown_status)) return;
  content.ticket = { ...content.ticket, merged_into_external_id: mergedInto };
  content.deleted_reason = deletedReason(content.ticket);
}

type PageReader<Row> = (cursor: string | null) => Promise<Page<Row>>;

async function readAll<Row extends { external_id: string }>(readPage: PageReader<Row>): Promise<Row[]> {
  // A list that shifts while it is read brings a row twice; the later one is the newer.
  const rows = new Map<string, Row>();
  let cursor: string | null = null;
  for (let pages = 0; pages < detailLimit; pages += 1) {
    const page: Page<Row> = await readPage(cursor);
    for (const row of page.rows) rows.set(row.external_id, row);
    const [broken] = page.unreadable;
    if (broken) throw new VendorError("unreadable", broken.reason);
    if (page.next === null) return [...rows.values()];
    cursor = page.next;
  }
  throw new VendorError("unreadable", `There are more than ${detailLimit} pages.`);
}

function isSettled({ counters }: Adapter, { updated_at }: RemoteTicket): boolean {
  const theirNow = Date.now() + (counters.clock_skew_ms ?? 0);
  return theirNow >= updated_at.getTime() + settledMs;
}

function isFlagged(ticket: RemoteTicket): boolean {
  return deletedReason(ticket) !== null;
}

export function deletedReason(ticket: RemoteTicket): DeletedReason | null {
  if (ticket.is_deleted) return "deleted";
  if (ticket.is_spam) return "spam";
  return ticket.merged_into_external_id === null ? null : "merged";
}

function failureOf(resource: Resource, external_id: string, error: unknown): ReadFailure {
  if (!(error instanceof VendorError) || error.kind === "unauthorized") throw error;
  return { resource, external_id, reason: error.message, kind: error.kind };
}

/** A vendor that answers nothing at all is no failure of fifty tickets: the step is repeated later. */
function refuseOutage(wanted: readonly Wanted[], read: readonly One[]): void {
  const asked = wanted.filter(({ needsDetails, ticket }) => needsDetails || ticket === null).length;
  const failed = read.filter(({ content, failures }) => failures.length > 0 && !content?.is_complete).length;
  if (asked < 10 || failed < asked) return;
  const failures = read.flatMap((one) => one.failures);
  // Another vendor's desk may have a list of the same name, but nothing of what hangs on its rows.
  const isElsewhere = failures.every(({ kind }) => kind === "not_found");
  throw new VendorError(
    isElsewhere ? "not_found" : "unavailable",
    `No ticket could be read. ${failures[0]?.reason ?? ""}${isElsewhere ? " Check the vendor as well." : ""}`,
  );
}
