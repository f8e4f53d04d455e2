import type { IncomingHttpHeaders } from "node:http";
import { type Cursor, type Page, type Unreadable, VendorError } from "./adapter";
import { codeOf, type Fields, fieldsOf, listOf } from "./read-fields";

/** A row as understood, or why not. */
export type Understood<Row> = Row | { reason: string };

/** The list of an answer. Another shape is an error and never an empty list. */
export function rowsOf(json: unknown, subject: string, ...names: string[]): unknown[] {
  const rows = listOf(json, ...names);
  if (!rows)
    throw new VendorError("unreadable", `The answer for ${subject} holds no list of ${names.join(" or ")}.`);
  return rows;
}

/** The object of an answer, wrapped in its name or bare. */
export function rowOf(json: unknown, subject: string, name: string): Fields {
  const outer = fieldsOf(json);
  const row = fieldsOf(outer?.[name]) ?? (outer && "id" in outer ? outer : null);
  if (!row) throw new VendorError("unreadable", `The answer for ${subject} holds no ${name}.`);
  return row;
}

export function understandAll<Row extends object>(
  rows: unknown[],
  understand: (fields: Fields) => Understood<Row>,
): { rows: Row[]; unreadable: Unreadable[] } {
  const unreadable: Unreadable[] = [];
  const understood = lastOfEach(rows).flatMap((row) => {
    const fields = fieldsOf(row);
    const result = fields ? understand(fields) : { reason: "It is not an object." };
    if (!("reason" in result)) return [result];
    unreadable.push({ external_id: codeOf(fields?.id), reason: result.reason });
    return [];
  });
  return { rows: understood, unreadable };
}

/** A page that holds a row twice holds its later state last. */
function lastOfEach(rows: unknown[]): unknown[] {
  const latest = new Map<string | number, unknown>();
  for (const [place, row] of rows.entries()) latest.set(codeOf(fieldsOf(row)?.id) ?? place, row);
  return [...latest.values()];
}

/** One row on its own: not to understand it is an error. */
export function understandOne<Row extends object>(
  row: Fields,
  understand: (fields: Fields) => Understood<Row>,
  subject: string,
): Row {
  const result = understand(row);
  if ("reason" in result) throw new VendorError("unreadable", `The vendor's ${subject}: ${result.reason}`);
  return result;
}

/** Of lists that only tell which rows there are. */
export function toId(row: Fields): Understood<{ external_id: string }> {
  const id = codeOf(row.id);
  return id ? { external_id: id } : { reason: "It has no id." };
}

export function pageOf<Row extends object>(
  rows: unknown[],
  understand: (fields: Fields) => Understood<Row>,
  next: Cursor | null,
  total: number | null = null,
): Page<Row> {
  return { ...understandAll(rows, understand), next, total };
}

/** Only that there is a next page is taken from the header; its address could lead anywhere. */
export function hasNextLink({ link }: IncomingHttpHeaders): boolean {
  return typeof link === "string" && /;\s*rel="?next"?/i.test(link);
}

/** A cursor's content. One that is not ours is refused rather than read as the beginning. */
export function readCursor<State extends object>(cursor: Cursor | null, start: State): State {
  if (cursor === null) return start;
  try {
    const state = fieldsOf(JSON.parse(cursor));
    if (state) return { ...start, ...state } as State;
  } catch {
    // Answered below.
  }
  throw new VendorError("invalid_request", "The place to go on from cannot be read. Start the run again.");
}

export function toCursor(state: object): Cursor {
  return JSON.stringify(state);
}
