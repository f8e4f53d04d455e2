/** The POSIX ustar format, as much of it as a backup needs: regular files, so that any tar program can look inside. */
const blockSize = 512;

export type TarEntry = { name: string; size: number; body: AsyncIterable<Buffer> };

export function tarHeader(name: string, size: number): Buffer {
  const header = Buffer.alloc(blockSize);
  const [prefix, base] = splitName(name);
  header.write(base, 0, 100, "utf8");
  header.write("0000600\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(sizeField(size), 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  header.write(prefix, 345, 155, "utf8");
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

/** Entries end at a block's boundary. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((blockSize - (size % blockSize)) % blockSize);
}

export function tarEnd(): Buffer {
  return Buffer.alloc(2 * blockSize);
}

/** Entries in order; a body that is not read to its end is skipped. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = new ByteReader(source);
  for (;;) {
    const header = await reader.exactly(blockSize);
    if (header.every((byte) => byte === 0)) return;
    if (header.toString("latin1", 257, 262) !== "ustar") throw new Error("not a tar archive");
    const size = Number.parseInt(text(header, 124, 12), 8);
    const body = reader.body(size);
    yield { name: [text(header, 345, 155), text(header, 0, 100)].filter(Boolean).join("/"), size, body };
    for await (const _rest of body);
    await reader.exactly(tarPadding(size).length);
  }
}

class ByteReader {
  readonly #source: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.body(length)) parts.push(part);
    return Buffer.concat(parts);
  }

  /** Can be iterated twice: the second time it continues where the first one stopped. */
  body(length: number): AsyncIterable<Buffer> {
    let left = length;
    const take = async (): Promise<Buffer | undefined> => {
      if (left === 0) return undefined;
      if (this.#rest.length === 0) this.#rest = await this.#next();
      const part = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(part.length);
      left -= part.length;
      return part;
    };
    return {
      async *[Symbol.asyncIterator]() {
        for (let part = await take(); part; part = await take()) yield part;
      },
    };
  }

  async #next(): Promise<Buffer> {
    const { value, done } = await this.#source.next();
    if (done) throw new Error("the archive ends too early");
    return value;
  }
}

function splitName(name: string): [prefix: string, base: string] {
  if (Buffer.byteLength(name) <= 100) return ["", name];
  const at = name.lastIndexOf("/");
  const [prefix, base] = [name.slice(0, Math.max(at, 0)), name.slice(at + 1)];
  if (Buffer.byteLength(base) > 100 || Buffer.byteLength(prefix) > 155)
    throw new Error(`The name ${name} is too long for a backup.`);
  return [prefix, base];
}

/** Eleven octal digits reach 8 GiB; nothing Docket stores comes near. */
function sizeField(size: number): string {
  if (size >= 8 ** 11) throw new Error("A single file of a backup may have 8 GB at most.");
  return `${size.toString(8).padStart(11, "0")}\0`;
}

function text(header: Buffer, start: number, length: number): string {
  const field = header.toString("utf8", start, start + length);
  const end = field.indexOf("\0");
  return (end < 0 ? field : field.slice(0, end)).trim();
}
