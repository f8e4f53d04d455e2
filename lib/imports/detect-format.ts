import { open } from "node:fs/promises";
import { gunzipSync, constants as zlib } from "node:zlib";
import { AppError } from "@/lib/platform/errors";
import { storable } from "./missing";
import { fileStart } from "./read-records";
import type { FileRecord } from "./records";
import { delimiters, type FileFormat } from "./schema";
import { csvSplitter } from "./split-csv";
import { flatten } from "./split-json";

type Encoding = FileFormat["encoding"];
type Wishes = Partial<Pick<FileFormat, "encoding" | "delimiter" | "has_header">>;

const headBytes = 1024 * 1024;

/** What kind of file this is, from its first megabyte; `wishes` overrule the guess. */
export async function detectFormat(path: string, wishes: Wishes = {}): Promise<FileFormat> {
  const packed = await readHead(path);
  const isGzip = packed[0] === 0x1f && packed[1] === 0x8b;
  const head = isGzip ? unpackHead(packed) : packed;
  if (head[0] === 0x50 && head[1] === 0x4b)
    throw unreadable("This is a ZIP or Excel file. Save it as CSV (UTF-8) and upload that.");
  const encoding = wishes.encoding ?? detectEncoding(head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.trim() === "") throw unreadable("The file is empty.");
  if (text.slice(0, 4000).includes("\0"))
    throw unreadable("This is not a text file. Docket imports CSV and JSON, also packed with gzip.");
  const base = { is_gzip: isGzip, encoding, newline: lineEnd(text) };
  return detectJson(text, base) ?? detectCsv(text, base, wishes);
}

export function detectEncoding(head: Uint8Array): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "utf-8";
  const zeros = [0, 0];
  const sample = head.subarray(0, 4000);
  sample.forEach((byte, at) => {
    if (byte === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1;
  });
  const many = sample.length / 5;
  if ((zeros[1] ?? 0) > many && (zeros[0] ?? 0) < many / 4) return "utf-16le";
  if ((zeros[0] ?? 0) > many && (zeros[1] ?? 0) < many / 4) return "utf-16be";
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return "utf-8";
  } catch {
    return "windows-1252";
  }
}

type Base = Pick<FileFormat, "is_gzip" | "encoding" | "newline">;

function detectJson(text: string, base: Base): FileFormat | null {
  const first = text.match(/\S/)?.[0];
  if (first !== "{" && first !== "[") return null;
  const format = { ...base, delimiter: ",", has_header: true, columns: [] } as const;
  if (first === "[") return { ...format, columns: [], kind: "json_array" };
  const line = text.trimStart().split("\n", 1)[0] ?? "";
  try {
    const value: unknown = JSON.parse(line);
    const isWrapper = Object.values(flatten(value as object)).some(
      (item) => Array.isArray(item) && typeof item[0] === "object",
    );
    const isAlone = text.trim() === line.trim();
    return { ...format, columns: [], kind: isWrapper && isAlone ? "json_array" : "json_lines" };
  } catch {
    // A `{` that is no object on its own line: a document spread over lines, or a CSV file that starts with a brace.
    return /^\s*\{\s*(?:"|\})/.test(text) ? { ...format, columns: [], kind: "json_array" } : null;
  }
}

function detectCsv(text: string, base: Base, wishes: Wishes): FileFormat {
  const delimiter = wishes.delimiter ?? detectDelimiter(text, base.newline);
  const rows = firstRows(text, delimiter, base.newline);
  const first = (rows[0]?.cells ?? []).map(String);
  const hasHeader = wishes.has_header ?? looksLikeHeader(first);
  return {
    ...base,
    kind: "csv",
    delimiter,
    has_header: hasHeader,
    columns: nameColumns(hasHeader ? first : first.map(() => "")),
  };
}

/** The one that cuts the first rows into the same number of values, and into the most. */
function detectDelimiter(text: string, newline: string): FileFormat["delimiter"] {
  const scored = delimiters.map((delimiter) => {
    const widths = firstRows(text, delimiter, newline).map((row) => row.cells.length);
    const width = widths[0] ?? 1;
    const agreeing = widths.filter((other) => other === width).length / Math.max(1, widths.length);
    return { delimiter, score: width > 1 ? agreeing * 100 + Math.min(width, 50) : 0 };
  });
  const best = scored.reduce((left, right) => (right.score > left.score ? right : left));
  return best.score > 0 ? best.delimiter : ",";
}

function firstRows(text: string, delimiter: string, newline: string): FileRecord[] {
  return csvSplitter({ delimiter, newline }, fileStart)
    .push(`${text.slice(0, 200_000)}${newline}`)
    .slice(0, 50);
}

/** A header names things: no empty, long, repeated or numeric cells. */
function looksLikeHeader(cells: readonly string[]): boolean {
  const names = cells.map((cell) => cell.trim().toLowerCase());
  const filled = names.filter((name) => name !== "");
  return (
    filled.length >= names.length / 2 &&
    filled.every((name) => name.length <= 100 && !/^[-+\d.,/: ]+$/.test(name)) &&
    new Set(filled).size >= filled.length - 1
  );
}

/** Every column gets a name of its own. */
export function nameColumns(cells: readonly string[]): string[] {
  const taken = new Set<string>();
  return cells.map((cell, at) => {
    const base = storable(cell.trim()).slice(0, 200).toWellFormed() || `Column ${at + 1}`;
    let name = base;
    for (let count = 2; taken.has(name); count += 1) name = `${base} (${count})`;
    taken.add(name);
    return name;
  });
}

function lineEnd(text: string): FileFormat["newline"] {
  return text.includes("\n") || !text.includes("\r") ? "\n" : "\r";
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path, "r");
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(headBytes), 0, headBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function unpackHead(packed: Buffer): Buffer {
  try {
    return gunzipSync(packed, { finishFlush: zlib.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 }).subarray(
      0,
      headBytes,
    );
  } catch {
    throw unreadable("The compressed file is damaged. Pack and upload it again.");
  }
}

function unreadable(message: string): AppError {
  return new AppError("invalid_input", message, { fields: [{ field: "file", message }] });
}
