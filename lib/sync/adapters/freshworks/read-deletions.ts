import type { Cursor, Page } from "../adapter";
import { pageOf, readCursor, toCursor, toId } from "../read-page";
import type { VendorClient } from "../vendor-client";
import { fetchRows, type OffsetList } from "./offset-pages";

const filters = ["deleted", "spam"] as const;

/** Freshworks keeps both out of the ordinary list: first the deleted ones to their end, then spam. */
export async function readFilteredOut(
  client: VendorClient,
  list: OffsetList,
  cursor: Cursor | null,
): Promise<Page<{ external_id: string }>> {
  const { place, page } = readCursor(cursor, { place: 0, page: 1 });
  const { include: _dear, order_by: _order, ...query } = list.query ?? {};
  const filtered = { ...list, query: { ...query, filter: filters[place] }, cost: 1 };
  const { rows, hasNext } = await fetchRows(client, filtered, page);
  const after = place + 1 < filters.length ? toCursor({ place: place + 1, page: 1 }) : null;
  return pageOf(rows, toId, hasNext ? toCursor({ place, page: page + 1 }) : after);
}
