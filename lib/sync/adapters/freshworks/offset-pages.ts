import type { CallKind } from "../rate-gate";
import { codeOf, fieldsOf } from "../read-fields";
import { hasNextLink, rowsOf } from "../read-page";
import type { Call, VendorClient } from "../vendor-client";

/** The most rows a page of Freshservice and Freshdesk holds; asking for more is an error there. */
export const pageSize = 100;

export type OffsetList = {
  path: string;
  query?: Call["query"];
  /** Names under which the rows may stand; Freshdesk sends them bare. */
  names: [string, ...string[]];
  subject: string;
  right?: string;
  kind: CallKind;
  cost?: number;
  isAlwaysThere?: boolean;
};

export async function fetchRows(
  client: VendorClient,
  { names, query, ...list }: OffsetList,
  page: number,
  size = pageSize,
): Promise<{ rows: unknown[]; hasNext: boolean }> {
  const call = { ...list, query: { ...query, page, per_page: size } };
  const { json, headers } = await client.get(call);
  const rows = rowsOf(json, list.subject, ...names);
  // A full page without the header costs one more call, which finds nothing; the other way about it would cost tickets.
  return { rows, hasNext: hasNextLink(headers) || rows.length >= size };
}

export function idsOf(rows: unknown[]): string[] {
  return rows.map((row) => codeOf(fieldsOf(row)?.id)).filter((id) => id !== null);
}
