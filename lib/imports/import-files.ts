import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as WebStream } from "node:stream/web";
import { env } from "@/lib/platform/env";
import { AppError } from "@/lib/platform/errors";
import { cutOff, diskFull, fileError } from "@/lib/platform/storage/file-error";

export type StoredFile = { path: string; size: number; digest: string };

/** Kept free for the database, whatever is uploaded. */
const reservedBytes = 256 * 1024 * 1024;
const lookEveryBytes = 32 * 1024 * 1024;
const abandonedAfterMs = 3_600_000;
const partSuffix = ".part";

function directory(): string {
  return join(env().DATA_DIR, "files", "imports");
}

/** Writes a request's body to disk as it arrives. A body that is cut off leaves nothing behind. */
export async function receiveFile(request: Request, id: string): Promise<StoredFile> {
  if (!request.body) throw new AppError("invalid_input", "Send the file as the body of the request.");
  const announced = Number(request.headers.get("content-length") ?? 0);
  const path = join(directory(), id);
  const part = path + partSuffix;
  try {
    await mkdir(directory(), { recursive: true, mode: 0o700 });
    await refuseWithoutRoom(announced);
    const meter = new Meter(true);
    // The web streams of the DOM and of Node are the same at run time; their types are not.
    const body = Readable.fromWeb(request.body as unknown as WebStream);
    await pipeline(body, meter, createWriteStream(part, { flags: "wx", mode: 0o600 }));
    if (meter.size === 0) throw new AppError("invalid_input", "The file is empty.");
    if (announced > 0 && meter.size !== announced) throw cutOff();
    await rename(part, path);
    return { path, size: meter.size, digest: meter.digest() };
  } catch (error) {
    await rm(part, { force: true });
    throw fileError(error);
  }
}

/** Size and digest of a file that stays where it is: the command line imports in place. */
export async function measureFile(path: string): Promise<StoredFile> {
  const meter = new Meter();
  meter.resume();
  await pipeline(createReadStream(path), meter);
  return { path: resolve(path), size: meter.size, digest: meter.digest() };
}

/** Uploads are removed when nothing needs them any more; files of the command line belong to their owner. */
export async function removeFile(path: string): Promise<void> {
  if (resolve(path).startsWith(resolve(directory()))) await rm(path, { force: true });
}

/** Files of uploads that no process works on any more, with or without a job. */
export async function listOldFiles(): Promise<string[]> {
  const names = await readdir(directory()).catch(() => []);
  const old: string[] = [];
  for (const name of names) {
    const path = join(directory(), name);
    const found = await stat(path).catch(() => null);
    if (found && Date.now() - found.mtimeMs > abandonedAfterMs) old.push(path);
  }
  return old;
}

export function isUnfinishedUpload(path: string): boolean {
  return basename(path).endsWith(partSuffix);
}

class Meter extends Transform {
  /** An upload may announce no length, or another one than it has. */
  constructor(private readonly isUpload = false) {
    super();
  }

  size = 0;
  private nextLook = lookEveryBytes;
  private readonly hash = createHash("sha256");

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null, data?: Buffer) => void,
  ) {
    this.size += chunk.length;
    this.hash.update(chunk);
    if (!this.isUpload || this.size < this.nextLook) return done(null, chunk);
    this.nextLook = this.size + lookEveryBytes;
    refuseWithoutRoom(0).then(() => done(null, chunk), done);
  }

  digest(): string {
    return this.hash.digest("hex");
  }
}

async function refuseWithoutRoom(announced: number): Promise<void> {
  const disk = await statfs(directory());
  if (disk.bavail * disk.bsize < announced + reservedBytes) throw diskFull();
}
