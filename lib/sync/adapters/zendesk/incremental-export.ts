import { type Cursor, type Page, type RemoteTicket, type TicketQuery, VendorError } from "../adapter";
import { codeOf, fieldsOf } from "../read-fields";
import { pageOf, readCursor, rowsOf, toCursor } from "../read-page";
import type { VendorClient } from "../vendor-client";
import { besideOf, toTicket } from "./map-zendesk";

/** The vendor keeps the last minute back and refuses to begin in it; its clock may be a little behind. */
const withheldMs = 90_000;
const beginning = new Date("2000-01-01T00:00:00Z");

/**
 * One page of the export by cursor: every ticket changed since the start, deleted ones too, in the order in which the
 * vendor generated them. It sends some twice and, for changes of its own, some whose updated_at is older.
 */
export async function readExport(
  client: VendorClient,
  { updated_since }: TicketQuery,
  cursor: Cursor | null,
): Promise<Page<RemoteTicket>> {
  const subject = "the incremental export of tickets";
  const { after } = readCursor(cursor, { after: "" });
  const fetchFrom = (place: { cursor: string } | { start_time: number }) =>
    client.get({
      path: "/api/v2/incremental/tickets/cursor.json",
      query: { ...place, include: "users,metric_sets" },
      subject,
      right: "the incremental export of tickets, which is for admins alone",
      kind: "list",
      isAlwaysThere: true,
    });
  const { json } = await (after
    ? fetchFrom({ cursor: after })
    : fetchStart(() => fetchFrom({ start_time: startOf(client, updated_since ?? beginning) })));
  const beside = besideOf(json);
  return pageOf(rowsOf(json, subject, "tickets"), (row) => toTicket(row, beside), nextOf(json));
}

/** The refusal tells the vendor's clock, with which the second try begins early enough. */
async function fetchStart<Reply>(fetch: () => Promise<Reply>): Promise<Reply> {
  try {
    return await fetch();
  } catch (error) {
    if (
      !(error instanceof VendorError && error.kind === "invalid_request" && /start_time/.test(error.message))
    )
      throw error;
    return fetch();
  }
}

function startOf({ counters }: VendorClient, since: Date): number {
  const latest = Date.now() + (counters.clock_skew_ms ?? 0) - withheldMs;
  return Math.floor(Math.min(since.getTime(), latest) / 1000);
}

function nextOf(json: unknown): Cursor | null {
  const fields = fieldsOf(json);
  if (fields?.end_of_stream === true) return null;
  const after = codeOf(fields?.after_cursor);
  if (!after)
    throw new VendorError("unreadable", "The incremental export neither ends nor says where it goes on.");
  return toCursor({ after });
}
