import { Readable } from "node:stream";
import type { ReadableStream as WebStream } from "node:stream/web";
import { AppError } from "@/lib/platform/errors";
import { cutOff } from "@/lib/platform/storage/file-error";

export type OpenUpload = { content: Readable; fileName?: string; announcedBytes?: number };

const headerLimitBytes = 16 * 1024;
const fieldsLimitBytes = 256 * 1024;

/** The file in a request, as a stream: the body itself, or the first file of a multipart form. */
export async function openUpload(request: Request): Promise<OpenUpload> {
  if (!request.body) throw new AppError("invalid_input", "Send the file as the body of the request.");
  // The web streams of the DOM and of Node are the same at run time; their types are not.
  const body = Readable.fromWeb(request.body as unknown as WebStream);
  const form = request.headers
    .get("content-type")
    ?.match(/^multipart\/form-data\s*;.*boundary=(?:"([^"]+)"|([^;\s]+))/i);
  if (!form)
    return { content: body, announcedBytes: Number(request.headers.get("content-length")) || undefined };
  const parts = new FormReader(body, form[1] ?? form[2] ?? "");
  try {
    return await parts.openFile();
  } catch (error) {
    body.destroy();
    throw error;
  }
}

/** multipart/form-data (RFC 7578) as far as an upload needs it, without ever holding more than a piece of it. */
class FormReader {
  private readonly delimiter: Buffer;
  private readonly chunks: AsyncIterator<Buffer>;
  // The first boundary has no line end before it.
  private held: Buffer = Buffer.from("\r\n");

  constructor(
    private readonly body: Readable,
    boundary: string,
  ) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
    this.chunks = body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  }

  async openFile(): Promise<OpenUpload> {
    await this.skipTo(this.delimiter, fieldsLimitBytes);
    for (;;) {
      const head = (await this.skipTo(Buffer.from("\r\n\r\n"), headerLimitBytes)).toString("utf8");
      if (head.startsWith("--")) break;
      const fileName = fileNameIn(head);
      if (fileName !== undefined)
        return { fileName, content: Readable.from(this.readPart(), { objectMode: false }) };
      await this.skipTo(this.delimiter, fieldsLimitBytes);
      if (this.held.subarray(0, 2).toString() === "--") break;
    }
    throw new AppError("invalid_input", "The form has no file in it. Send one as a part with a filename.");
  }

  /** Everything before the mark; the mark itself is passed over. */
  private async skipTo(mark: Buffer, limitBytes: number): Promise<Buffer> {
    for (;;) {
      const at = this.held.indexOf(mark);
      if (at >= 0) {
        const before = this.held.subarray(0, at);
        this.held = this.held.subarray(at + mark.length);
        return before;
      }
      if (this.held.length > limitBytes)
        throw new AppError("invalid_input", "The form could not be read. Send the file as the body instead.");
      await this.readMore();
    }
  }

  private async readMore(): Promise<void> {
    const { done, value } = await this.chunks.next();
    if (done) throw cutOff();
    this.held = Buffer.concat([this.held, value]);
  }

  /** Holds back what might be the beginning of the boundary. */
  private async *readPart(): AsyncGenerator<Buffer> {
    try {
      for (;;) {
        const at = this.held.indexOf(this.delimiter);
        if (at >= 0) {
          if (at > 0) yield this.held.subarray(0, at);
          return;
        }
        const safe = this.held.length - this.delimiter.length;
        if (safe > 0) {
          yield this.held.subarray(0, safe);
          this.held = this.held.subarray(safe);
        }
        await this.readMore();
      }
    } finally {
      this.body.destroy();
    }
  }
}

function fileNameIn(head: string): string | undefined {
  const disposition = head.match(/^content-disposition:(.*)$/im)?.[1] ?? "";
  const extended = disposition.match(/filename\*=utf-8''([^;\s]+)/i)?.[1];
  if (extended) return decodeURIComponent(extended);
  const plain =
    disposition.match(/filename="((?:\\"|[^"])*)"/i)?.[1] ?? disposition.match(/filename=([^;\s]+)/i)?.[1];
  return plain?.replaceAll('\\"', '"').replaceAll("%22", '"');
}
