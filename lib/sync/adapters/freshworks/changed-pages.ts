import { type Cursor, type Page, type RemoteTicket, VendorError } from "../adapter";
import { type Fields, fieldsOf, instantOf } from "../read-fields";
import { pageOf, readCursor, toCursor, type Understood } from "../read-page";
import type { VendorClient } from "../vendor-client";
import { fetchRows, idsOf, type OffsetList, pageSize } from "./offset-pages";

type State = {
  /** Where the list begins; empty at first, when it begins where the query says. */
  since: string;
  page: number;
  seen: string[];
  restarts: number;
};

const maxRestarts = 50;

/**
 * One page of a list in the order of the last change. The next one is the first page of what has changed since this
 * one's last row, so that nothing shifts and no page is too deep. Only where a whole page changed in one second the
 * list is turned over, and begun again at that second if a row has meanwhile left it.
 */
export async function readChangedPage(
  client: VendorClient,
  list: OffsetList,
  cursor: Cursor | null,
  understand: (fields: Fields) => Understood<RemoteTicket>,
): Promise<Page<RemoteTicket>> {
  const state = readCursor<State>(cursor, { since: "", page: 1, seen: [], restarts: 0 });
  const from = state.since || String(list.query?.updated_since ?? "");
  const asked = { ...list, query: { ...list.query, updated_since: from } };
  const { rows, hasNext } = await fetchRows(client, asked, state.page);
  if (!(await joinsOn(client, asked, state))) return pageOf(rows, understand, beginAgain(list, state));
  if (!hasNext) return pageOf(rows, understand, null);
  const since = lastChange(rows) ?? from;
  const next =
    since > from
      ? { since, page: 1, seen: [], restarts: state.restarts }
      : { since: state.since, page: state.page + 1, seen: idsOf(rows), restarts: state.restarts };
  return pageOf(rows, understand, toCursor(next));
}

async function joinsOn(client: VendorClient, list: OffsetList, { page, seen }: State): Promise<boolean> {
  if (page <= 1) return true;
  const { include: _dear, ...query } = list.query ?? {};
  const before = await fetchRows(client, { ...list, query, cost: 1 }, (page - 1) * pageSize, 1);
  return idsOf(before.rows).some((id) => seen.includes(id));
}

function beginAgain({ subject }: OffsetList, state: State): Cursor {
  if (state.restarts >= maxRestarts)
    throw new VendorError(
      "conflict",
      `The list of ${subject} changes faster than it can be read. Start the run again when fewer tickets change at once.`,
    );
  return toCursor({ ...state, page: 1, seen: [], restarts: state.restarts + 1 });
}

/** A second earlier than the last row: whether the vendor counts that very second in is not documented. */
function lastChange(rows: unknown[]): string | null {
  const instants = rows
    .map((row) => instantOf(fieldsOf(row)?.updated_at)?.getTime())
    .filter((at) => at !== undefined);
  if (instants.length === 0) return null;
  return `${new Date(Math.max(...instants) - 1_000).toISOString().slice(0, 19)}Z`;
}
