import { type Cursor, type Page, VendorError } from "../adapter";
import { codeOf, type Fields, fieldsOf } from "../read-fields";
import { pageOf, readCursor, rowsOf, toCursor, type Understood } from "../read-page";
import type { Call, VendorClient } from "../vendor-client";

export type CursorList = {
  path: string;
  query?: Call["query"];
  name: string;
  subject: string;
  right?: string;
  isAlwaysThere?: boolean;
};

const pageSize = 100;

export async function readCursorPage<Row extends object>(
  client: VendorClient,
  list: CursorList,
  cursor: Cursor | null,
  understand: (fields: Fields) => Understood<Row>,
): Promise<Page<Row>> {
  const { rows, next } = await fetchCursorPage(client, list, cursor);
  return pageOf(rows, understand, next);
}

export async function fetchCursorPage(
  client: VendorClient,
  { name, query, ...list }: CursorList,
  cursor: Cursor | null,
): Promise<{ rows: unknown[]; next: Cursor | null; json: unknown }> {
  const { after } = readCursor(cursor, { after: "" });
  const paging = { "page[size]": pageSize, ...(after && { "page[after]": after }) };
  const { json } = await client.get({ ...list, query: { ...query, ...paging }, kind: "other" });
  const rows = rowsOf(json, list.subject, name);
  return { rows, next: nextOf(json, list.subject), json };
}

function nextOf(json: unknown, subject: string): Cursor | null {
  const meta = fieldsOf(fieldsOf(json)?.meta);
  if (meta?.has_more !== true) return null;
  const after = codeOf(meta.after_cursor);
  if (!after)
    throw new VendorError("unreadable", `The answer for ${subject} says that more follows, but not where.`);
  return toCursor({ after });
}
