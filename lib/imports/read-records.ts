import { createReadStream } from "node:fs";
import type { Readable } from "node:stream";
import { createGunzip, type Gunzip } from "node:zlib";
import { AppError } from "@/lib/platform/errors";
import type { FileRecord, Position, Splitter } from "./records";
import type { FileFormat } from "./schema";
import { csvSplitter } from "./split-csv";
import { jsonArraySplitter, jsonLinesSplitter } from "./split-json";

export type RecordBatch = {
  records: FileRecord[] /** Of the file as stored, for progress. */;
  readBytes: number;
};

const pieceBytes = 64 * 1024;
export const fileStart: Position = { byte_offset: 0, line_offset: 0 };

/** The file's records behind `from`, in file order, in pieces of a few hundred; memory stays flat. */
export async function* readRecords(
  path: string,
  format: FileFormat,
  from: Position = fileStart,
): AsyncGenerator<RecordBatch> {
  const splitter = splitterFor(format, from);
  const hasHeaderToSkip = format.kind === "csv" && format.has_header && from.byte_offset === 0;
  let isHeaderSeen = !hasHeaderToSkip;
  let readBytes = 0;
  for await (const piece of readText(path, format, from.byte_offset)) {
    readBytes = piece.readBytes;
    const records = splitter.push(piece.text);
    yield { records: isHeaderSeen ? records : records.slice(1), readBytes };
    isHeaderSeen ||= records.length > 0;
  }
  const rest = splitter.finish();
  yield { records: isHeaderSeen ? rest : rest.slice(1), readBytes };
}

export function splitterFor(format: FileFormat, from: Position): Splitter {
  if (format.kind === "csv") return csvSplitter(format, from);
  return format.kind === "json_lines"
    ? jsonLinesSplitter(format.columns, from)
    : jsonArraySplitter(format.columns, from);
}

/**
 * The file as text from a byte of its UTF-8 form on. What lies before is decoded and dropped, because neither gzip nor
 * other encodings can be entered in the middle; that costs about a second per 500 MB.
 */
export async function* readText(
  path: string,
  format: Pick<FileFormat, "is_gzip" | "encoding">,
  fromByte = 0,
): AsyncGenerator<{ text: string; readBytes: number }> {
  const file = createReadStream(path, { highWaterMark: pieceBytes });
  const gunzip = format.is_gzip ? unpack(file) : null;
  const bytes = gunzip ?? file;
  // What gunzip has really used: a small file is read long before it is unpacked.
  const readBytes = () => gunzip?.bytesWritten ?? file.bytesRead;
  const decoder = new TextDecoder(format.encoding);
  let left = fromByte;
  try {
    for await (const chunk of bytes) {
      const text = decoder.decode(chunk as Buffer, { stream: true });
      const kept = left > 0 ? dropBytes(text, left) : text;
      left = Math.max(0, left - Buffer.byteLength(text));
      if (kept !== "") yield { text: kept, readBytes: readBytes() };
    }
    const rest = decoder.decode();
    if (rest !== "") yield { text: rest, readBytes: readBytes() };
  } catch (error) {
    throw readError(error);
  } finally {
    file.destroy();
  }
}

function unpack(file: Readable): Gunzip {
  const gunzip = createGunzip({ chunkSize: pieceBytes });
  file.on("error", (error) => gunzip.destroy(error));
  return file.pipe(gunzip);
}

function dropBytes(text: string, count: number): string {
  const length = Buffer.byteLength(text);
  if (length <= count) return "";
  return length === text.length ? text.slice(count) : Buffer.from(text).subarray(count).toString();
}

function readError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? "";
  if (code === "ENOENT")
    return new AppError("not_found", "The file is not there any more. Upload it again to import it.");
  if (code === "EACCES" || code === "EISDIR")
    return new AppError("invalid_input", "The file cannot be read: check its permissions.");
  if (code === "Z_BUF_ERROR")
    return new AppError(
      "invalid_input",
      "The compressed file ends in the middle: it was cut off. Upload it again.",
    );
  if (code.startsWith("Z_"))
    return new AppError("invalid_input", "The compressed file is damaged. Pack and upload it again.");
  return error;
}
