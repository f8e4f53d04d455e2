import { randomUUID } from "node:crypto";
import type { OutgoingFile } from "./adapter";

/** What a request sends; opened anew each time it is tried. */
export type RequestBody = {
  type: string;
  length: number;
  open: () => AsyncIterable<Buffer | string>;
};

export function jsonBody(value: unknown): RequestBody {
  const text = JSON.stringify(value);
  return {
    type: "application/json",
    length: Buffer.byteLength(text),
    open: async function* () {
      yield text;
    },
  };
}

export function fileBody(file: OutgoingFile): RequestBody {
  return { type: file.type, length: file.size, open: () => contentOf(file) };
}

/** As a browser's form sends it; the files stream through. */
export function formBody(
  fields: Record<string, string>,
  files: { name: string; file: OutgoingFile }[],
): RequestBody {
  const boundary = `docket-${randomUUID()}`;
  const head = (name: string, more = "") =>
    `--${boundary}\r\ncontent-disposition: form-data; name="${quoted(name)}"${more}\r\n\r\n`;
  const texts = Object.entries(fields).map(([name, value]) => `${head(name)}${value}\r\n`);
  const parts = files.map(({ name, file }) => ({
    head: head(name, `; filename="${quoted(file.name)}"\r\ncontent-type: ${file.type}`),
    file,
  }));
  const end = `--${boundary}--\r\n`;
  const lengths = [
    ...texts.map((text) => Buffer.byteLength(text)),
    ...parts.map((part) => Buffer.byteLength(part.head) + part.file.size + 2),
  ];
  return {
    type: `multipart/form-data; boundary=${boundary}`,
    length: lengths.reduce((sum, length) => sum + length, end.length),
    open: async function* () {
      yield* texts;
      for (const part of parts) {
        yield part.head;
        yield* contentOf(part.file);
        yield "\r\n";
      }
      yield end;
    },
  };
}

async function* contentOf(file: OutgoingFile): AsyncIterable<Buffer> {
  yield* await file.open();
}

/** Quotes and line ends would end the name. */
function quoted(name: string): string {
  return name.replace(/[\r\n"]/g, (character) => encodeURIComponent(character));
}
