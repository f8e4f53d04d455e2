import type { Readable } from "node:stream";

/** First and last byte, both included. */
export type ByteRange = { start: number; end: number };

export type LinkOptions = { fileName: string; mediaType: string; seconds: number };

/** Where files lie: a folder of this installation or a bucket. Keys are made by Docket, never from what people type. */
export type Storage = {
  /** Stores all of it under the key or nothing at all; an existing file is replaced in one step. */
  put(key: string, content: Readable): Promise<{ size: number }>;
  /** Takes over a finished file of this machine, such as a spooled upload; it is gone from its path afterwards. */
  adopt(key: string, path: string): Promise<void>;
  /** Throws `not_found` where there is no such file. */
  get(key: string, range?: ByteRange): Promise<Readable>;
  /** A missing file counts as deleted. */
  delete(key: string): Promise<void>;
  /** An address the store itself answers for a while, or null where Docket serves the bytes. */
  link(key: string, options: LinkOptions): Promise<string | null>;
};

/** Keys are made here, so a key that could leave its folder is a mistake of ours. */
export function checkKey(key: string): string {
  if (!/^[a-z0-9]+(?:[/._-][a-z0-9]+)*$/.test(key) || key.length > 300)
    throw new Error(`Not a storage key: ${key}`);
  return key;
}
