import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import type { MaskCounts } from "@/lib/exports/mask-personal-data";
import { type Context, withOrganization } from "@/lib/platform/organization";
import { contentDisposition } from "@/lib/platform/storage/answer-file";
import { countsOf, maskDocument } from "./document-rights";
import { readDocuments } from "./read-documents";
import { type ContactDocument, maskContact, renderContact } from "./render-contact";
import { renderTicket } from "./render-ticket";
import type { DocumentOptions } from "./schema";

const batchSize = 100;

/** A ticket and where its document stands in an archive. */
export type DocumentFile = { id: string; path: string };
/** A contact and where it stands in an archive. */
export type ContactFile = { contact: ContactDocument; path: string };
type Rendered = { path: string; text: string };

/**
 * Documents as they are read, in batches with a transaction each after the request's own has ended. Which tickets they
 * are was decided before; one that has gone out of sight since is left out.
 */
async function* renderAll(
  ctx: Context,
  files: readonly DocumentFile[],
  options: DocumentOptions,
  counts: MaskCounts,
): AsyncGenerator<Rendered> {
  for (let from = 0; from < files.length; from += batchSize) {
    const batch = files.slice(from, from + batchSize);
    const paths = new Map(batch.map(({ id, path }) => [id, path]));
    const documents = await withOrganization(ctx.actor, (reading) =>
      readDocuments(reading, [...paths.keys()], options.include_internal_notes),
    );
    for (const document of documents)
      yield {
        path: paths.get(document.id) ?? "",
        text: renderTicket(maskDocument(document, options.mask, counts)),
      };
  }
}

/** One text, ticket after ticket. */
export function writeText(ctx: Context, files: readonly DocumentFile[], options: DocumentOptions): Readable {
  async function* lines() {
    let separator = "";
    for await (const { text } of renderAll(ctx, files, options, {})) {
      yield Buffer.from(separator + text);
      separator = "\n";
    }
  }
  return Readable.from(lines(), { objectMode: false, highWaterMark: 0 });
}

/** An archive with a file a ticket and a contact, and one that says what was masked in them. */
export function writeArchive(
  ctx: Context,
  files: readonly DocumentFile[],
  options: DocumentOptions,
  contacts: readonly ContactFile[] = [],
): Readable {
  const zip = new ZipFile();
  const output = zip.outputStream as Readable;
  const fill = async () => {
    const counts: MaskCounts = {};
    let count = 0;
    for (const { contact, path } of contacts) {
      await addFile(zip, path, renderContact(maskContact(contact, options.mask, counts)));
      if (output.destroyed) return;
    }
    for await (const { path, text } of renderAll(ctx, files, options, counts)) {
      await addFile(zip, path, text);
      count += 1;
      if (output.destroyed) return;
    }
    const report = {
      tickets: count,
      left_out: files.length - count,
      contacts: contacts.length,
      internal_notes: options.include_internal_notes,
      masked: countsOf(counts),
      not_masked: ["secrets", "cards", "emails", "phones"].filter(
        (kind) => !(options.mask as string[]).includes(kind),
      ),
    };
    zip.addBuffer(Buffer.from(`${JSON.stringify(report, null, 2)}\n`), "report.json");
    zip.end();
  };
  zip.on("error", (error) => output.destroy(error as Error));
  fill().catch((error: Error) => output.destroy(error));
  return output;
}

/** The archive's own buffer is let empty before more is read: a slow reader holds one batch at most. */
function addFile(zip: ZipFile, path: string, text: string): Promise<void> {
  const output = zip.outputStream as Readable;
  return new Promise<void>((resolve, reject) => {
    const stream = Readable.from([Buffer.from(text)], { objectMode: false });
    const stop = () => resolve();
    output.once("close", stop);
    stream.once("end", () => {
      output.off("close", stop);
      resolve();
    });
    stream.once("error", reject);
    zip.addReadStream(stream, path, { compressionLevel: 6 });
  });
}

export function answerStream(content: Readable, fileName: string, mediaType: string): Response {
  // The web streams of the DOM and of Node are the same at run time; their types are not.
  return new Response(Readable.toWeb(content) as unknown as ReadableStream, {
    headers: documentHeaders(fileName, mediaType),
  });
}

export function documentHeaders(fileName: string, mediaType: string): Headers {
  return new Headers({
    "content-type": mediaType,
    "content-disposition": contentDisposition(fileName),
    "cache-control": "private, no-store",
    "x-content-type-options": "nosniff",
  });
}
