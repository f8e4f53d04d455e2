import { Readable } from "node:stream";
import type { ByteRange, Storage } from "./contract";

export const filePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; sandbox";

export type ServedFile = {
  key: string;
  fileName: string;
  mediaType: string;
  size: number;
  /** Shown in the page; everything else is saved. Only for types that a browser cannot execute. */
  isInline: boolean;
};

/**
 * Streams a stored file, a part of it where the browser asks for one. Whatever the bytes are, nothing runs: the
 * policy forbids scripts and plugins, and nosniff keeps the type that is stated.
 */
export async function answerFile(request: Request, storage: Storage, file: ServedFile): Promise<Response> {
  const range = readRange(request.headers.get("range"), file.size);
  const headers = fileHeaders(file);
  if (range === "unsatisfiable") {
    headers.set("content-range", `bytes */${file.size}`);
    headers.delete("content-length");
    return new Response(null, { status: 416, headers });
  }
  if (range) {
    headers.set("content-range", `bytes ${range.start}-${range.end}/${file.size}`);
    headers.set("content-length", String(range.end - range.start + 1));
  }
  const content = await storage.get(file.key, range ?? undefined);
  // The web streams of the DOM and of Node are the same at run time; their types are not.
  const body = Readable.toWeb(content) as unknown as ReadableStream;
  return new Response(body, { status: range ? 206 : 200, headers });
}

export function contentDisposition(fileName: string, isInline = false): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  return `${isInline ? "inline" : "attachment"}; filename="${plain}"; filename*=UTF-8''${encodeExtended(fileName)}`;
}

function fileHeaders(file: ServedFile): Headers {
  return new Headers({
    "content-type": file.mediaType,
    "content-length": String(file.size),
    "content-disposition": contentDisposition(file.fileName, file.isInline),
    "accept-ranges": "bytes",
    "cache-control": "private, no-store",
    "content-security-policy": filePolicy,
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
}

/** One range as RFC 9110 has it; several at once are answered with the whole file. */
function readRange(header: string | null, size: number): ByteRange | "unsatisfiable" | null {
  const [, first = "", last = ""] = header?.match(/^bytes=(\d*)-(\d*)$/) ?? [];
  if (first === "" && last === "") return null;
  const start = first === "" ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (start > end || start >= size) return "unsatisfiable";
  return { start, end };
}

/** RFC 8187: encodeURIComponent leaves four characters that are not allowed there. */
function encodeExtended(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replace(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
