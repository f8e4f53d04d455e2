import {
  type Cell,
  countLines,
  type FileRecord,
  type Position,
  recordLimitCharacters,
  type Splitter,
} from "./records";

/** One JSON object a line. */
export function jsonLinesSplitter(columns: readonly string[], from: Position): Splitter {
  let text = "";
  let bytes = from.byte_offset;
  let line = from.line_offset + 1;

  function take(isLast: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    let start = 0;
    while (start < text.length) {
      const lineEnd = text.indexOf("\n", start);
      if (lineEnd === -1 && !isLast && text.length - start <= recordLimitCharacters) break;
      const next = lineEnd === -1 ? text.length : lineEnd + 1;
      const raw = text.slice(start, next).trim();
      bytes += Buffer.byteLength(text.slice(start, next));
      if (raw !== "")
        records.push({ line, raw, ...readObject(raw, columns), end: bytes, nextLine: line + 1 });
      line += 1;
      start = next;
    }
    text = text.slice(start);
    return records;
  }

  return {
    push: (piece) => {
      text += piece;
      return take(false);
    },
    finish: () => take(true),
  };
}

/** The elements of an array: the document itself, or the first array of objects inside its outermost object. */
export function jsonArraySplitter(columns: readonly string[], from: Position): Splitter {
  let text = "";
  let bytes = from.byte_offset;
  let line = from.line_offset + 1;
  let isInside = from.byte_offset > 0;
  let isOver = false;

  function drop(length: number): void {
    const gone = text.slice(0, length);
    bytes += Buffer.byteLength(gone);
    line += countLines(gone, "\n");
    text = text.slice(length);
  }

  function take(isLast: boolean): FileRecord[] {
    const records: FileRecord[] = [];
    if (!isInside) {
      const opening = findArray(text);
      if (opening === -1) return records;
      drop(opening + 1);
      isInside = true;
    }
    let start = 0;
    while (!isOver) {
      start = skipBlanks(text, start);
      if (start >= text.length || text[start] === "]") {
        isOver = text[start] === "]";
        break;
      }
      const end = findElementEnd(text, start);
      const isStuck = end === -1 && (isLast || text.length - start > recordLimitCharacters);
      if (end === -1 && !isStuck) break;
      const stop = end === -1 ? text.length : end;
      const before = text.slice(0, start);
      line += countLines(before, "\n");
      const raw = text.slice(start, stop);
      const nextLine = line + countLines(raw, "\n");
      bytes += Buffer.byteLength(text.slice(0, stop));
      records.push({ line, raw, ...readObject(raw, columns), end: bytes, nextLine });
      line = nextLine;
      text = text.slice(stop);
      start = 0;
    }
    return records;
  }

  return {
    push: (piece) => {
      if (isOver) return [];
      text += piece;
      return take(false);
    },
    finish: () => take(true),
  };
}

/** Names of nested values are joined by a dot: `requester.email`. */
export function flatten(value: object, into: Record<string, Cell> = {}, prefix = ""): Record<string, Cell> {
  for (const [name, item] of Object.entries(value)) {
    const key = prefix + name;
    if (item && typeof item === "object" && !Array.isArray(item) && prefix.split(".").length < 3)
      flatten(item, into, `${key}.`);
    else into[key] = item as Cell;
  }
  return into;
}

function readObject(
  raw: string,
  columns: readonly string[],
): Pick<FileRecord, "cells" | "extra" | "problem"> {
  const bad = (problem: string) => ({ cells: [], extra: null, problem });
  let value: unknown;
  try {
    value = /\d{16}/.test(raw) ? JSON.parse(raw, keepLongNumbers) : JSON.parse(raw);
  } catch (error) {
    return bad(`Not valid JSON: ${error instanceof Error ? error.message.slice(0, 200) : "unreadable"}.`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    return bad("Not a JSON object with named values.");
  const extra = flatten(value);
  const cells = columns.map((column) => {
    const cell = extra[column] ?? null;
    delete extra[column];
    return cell;
  });
  return { cells, extra: Object.keys(extra).length > 0 ? extra : null, problem: null };
}

/** Ids of more than 15 digits do not fit a JavaScript number; their text does. */
function keepLongNumbers(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)
    ? (context?.source ?? value)
    : value;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (at < text.length && /[\s,]/.test(text.charAt(at))) at += 1;
  return at;
}

/** Index of the `[` whose elements are the records, or -1 while it has not arrived. */
function findArray(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (character === '"') {
      at = endOfString(text, at);
      if (at === -1) return -1;
    } else if (character === "[" && depth <= 1) {
      const first = text.slice(at + 1).match(/\S/)?.[0];
      if (first === undefined) return -1;
      if (depth === 0 || first === "{") return at;
      depth += 1;
    } else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
  }
  return -1;
}

/** Index behind the element that starts at `start`, or -1 while it is incomplete. */
function findElementEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      at = endOfString(text, at);
      if (at === -1) return -1;
      if (depth === 0) return at + 1;
    } else if (code === 123 || code === 91) depth += 1;
    else if (code === 125 || code === 93) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (code === 44 && depth === 0) return at;
  }
  return -1;
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote === -1) return -1;
    let backslashes = 0;
    while (text[quote - 1 - backslashes] === "\\") backslashes += 1;
    if (backslashes % 2 === 0) return quote;
    at = quote + 1;
  }
}
