import type { Cursor, Page } from "../adapter";
import type { CallKind } from "../rate-gate";
import { codeOf, type Fields, fieldsOf } from "../read-fields";
import { hasNextLink, pageOf, readCursor, rowsOf, toCursor, type Understood } from "../read-page";
import type { Call, VendorClient } from "../vendor-client";

/** The most rows a page of Freshservice and Freshdesk holds; asking for more is an error there. */
export const pageSize = 100;

export type OffsetList = {
  path: string;
  query?: Call["query"];
  /** Names under which the rows may stand; Freshdesk sends them bare. */
  names: [string, ...string[]];
  subject: string;
  kind: CallKind;
  cost?: number;
};

/** One page of a list that hardly changes while it is read. */
export async function readOffsetPage<Row extends object>(
  client: VendorClient,
  list: OffsetList,
  cursor: Cursor | null,
  understand: (fields: Fields) => Understood<Row>,
): Promise<Page<Row>> {
  const { page } = readCursor(cursor, { page: 1 });
  const { rows, hasNext } = await fetchRows(client, list, page);
  return pageOf(rows, understand, hasNext ? toCursor({ page: page + 1 }) : null);
}

export async function fetchRows(
  client: VendorClient,
  { path, query, names, subject, kind, cost }: OffsetList,
  page: number,
  size = pageSize,
): Promise<{ rows: unknown[]; hasNext: boolean }> {
  const call = { path, query: { ...query, page, per_page: size }, subject, kind, ...(cost && { cost }) };
  const { json, headers } = await client.get(call);
  const rows = rowsOf(json, subject, ...names);
  // A full page without the header costs one more call, which finds nothing; the other way about it would cost tickets.
  return { rows, hasNext: hasNextLink(headers) || rows.length >= size };
}

export function idsOf(rows: unknown[]): string[] {
  return rows.map((row) => codeOf(fieldsOf(row)?.id)).filter((id) => id !== null);
}
