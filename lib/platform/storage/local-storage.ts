import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { env } from "../env";
import { type ByteRange, checkKey, type Storage } from "./contract";
import { fileError } from "./file-error";
import { spool } from "./spool";

/** Files below DATA_DIR/files, written once: under their name there is always the whole file. */
export function createLocalStorage(): Storage {
  const pathOf = (key: string) => join(env().DATA_DIR, "files", checkKey(key));
  const adopt = async (key: string, from: string) => {
    const path = pathOf(key);
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await move(from, path);
      await syncFolder(dirname(path));
    } catch (error) {
      throw fileError(error);
    }
  };
  return {
    adopt,
    put: async (key, content) => {
      const draft = await spool(content);
      try {
        await adopt(key, draft.path);
      } catch (error) {
        await rm(draft.path, { force: true });
        throw error;
      }
      return { size: draft.size };
    },
    get: async (key, range) => openFile(pathOf(key), range),
    delete: async (key) => rm(pathOf(key), { force: true }),
    link: async () => null,
  };
}

async function openFile(path: string, range?: ByteRange): Promise<Readable> {
  try {
    const file = await open(path);
    return file.createReadStream(range && { start: range.start, end: range.end });
  } catch (error) {
    throw fileError(error);
  }
}

/** DATA_DIR/files may be a disk of its own; then the copy is finished beside its final name first. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EXDEV") throw error;
    await copyAcross(from, to);
  }
}

async function copyAcross(from: string, to: string): Promise<void> {
  const draft = `${to}.part`;
  try {
    await pipeline(createReadStream(from), createWriteStream(draft, { mode: 0o600, flush: true }));
    await rename(draft, to);
    await rm(from, { force: true });
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Makes the new name itself survive a power cut; some systems cannot open folders and do without. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path).catch(() => null);
  if (!folder) return;
  try {
    await folder.sync();
  } catch {
    return;
  } finally {
    await folder.close();
  }
}
