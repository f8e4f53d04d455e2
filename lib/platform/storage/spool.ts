import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, readdir, rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { type Readable, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "../env";
import { AppError } from "../errors";
import { cutOff, diskFull, fileError } from "./file-error";

export type SpooledFile = { path: string; size: number; sha256: string };

export type SpoolOptions = {
  maximumBytes?: number;
  /** Content-Length: a body that turns out shorter or longer was cut off. */
  announcedBytes?: number;
  signal?: AbortSignal;
};

/** Kept free for the database, whatever arrives. */
const reservedBytes = 256 * 1024 * 1024;
const lookEveryBytes = 32 * 1024 * 1024;
const abandonedAfterMs = 3_600_000;

/** Outside of DATA_DIR/files, so that no backup and no reader ever meets half a file. */
function incomingFolder(): string {
  return join(env().DATA_DIR, "incoming");
}

/**
 * Writes what arrives to disk, safely before it returns, with its size and SHA-256. Whatever goes wrong, nothing is
 * left; what a killed process leaves, `removeAbandoned` takes away.
 */
export async function spool(content: Readable, options: SpoolOptions = {}): Promise<SpooledFile> {
  const path = join(incomingFolder(), crypto.randomUUID());
  const meter = new Meter(options.maximumBytes);
  try {
    if ((options.announcedBytes ?? 0) > (options.maximumBytes ?? Number.POSITIVE_INFINITY))
      throw tooLarge(options.maximumBytes ?? 0);
    await mkdir(incomingFolder(), { recursive: true, mode: 0o700 });
    await refuseWithoutRoom(options.announcedBytes ?? 0);
    const file = createWriteStream(path, { flags: "wx", mode: 0o600, flush: true });
    await pipeline(content, meter, file, { signal: options.signal });
    if (options.announcedBytes && meter.size !== options.announcedBytes) throw cutOff();
    return { path, size: meter.size, sha256: meter.digest() };
  } catch (error) {
    content.destroy();
    await rm(path, { force: true });
    throw fileError(error);
  }
}

/** A file under way is written to all the time, so an old one belongs to no living process. */
export async function removeAbandoned(now = Date.now()): Promise<number> {
  let removed = 0;
  for (const name of await readdir(incomingFolder()).catch(() => [])) {
    const path = join(incomingFolder(), name);
    const found = await stat(path).catch(() => null);
    if (!found || now - found.mtimeMs < abandonedAfterMs) continue;
    await rm(path, { force: true });
    removed += 1;
  }
  return removed;
}

class Meter extends Transform {
  size = 0;
  private nextLook = lookEveryBytes;
  private readonly hash = createHash("sha256");

  constructor(private readonly maximumBytes = Number.POSITIVE_INFINITY) {
    super();
  }

  override _transform(
    chunk: Buffer,
    _encoding: BufferEncoding,
    done: (error?: Error | null, data?: Buffer) => void,
  ) {
    this.size += chunk.length;
    if (this.size > this.maximumBytes) return done(tooLarge(this.maximumBytes));
    this.hash.update(chunk);
    if (this.size < this.nextLook) return done(null, chunk);
    this.nextLook = this.size + lookEveryBytes;
    refuseWithoutRoom(0).then(() => done(null, chunk), done);
  }

  digest(): string {
    return this.hash.digest("hex");
  }
}

async function refuseWithoutRoom(announced: number): Promise<void> {
  const disk = await statfs(incomingFolder());
  if (disk.bavail * disk.bsize < announced + reservedBytes) throw diskFull();
}

function tooLarge(maximumBytes: number): AppError {
  const megabytes = Math.floor(maximumBytes / (1024 * 1024));
  return new AppError(
    "payload_too_large",
    `A file may have ${megabytes} MB at most. Compress it, split it, or link to where it lies.`,
    { maximum_bytes: maximumBytes },
  );
}
