import { createHash, type Hash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import { StartupError } from "../startup-error";
import {
  type Checksums,
  checksumsName,
  checksumsSchema,
  filesFolder,
  type Manifest,
  manifestName,
  manifestSchema,
  tablesFolder,
} from "./manifest";
import { readTar } from "./tar";

export type BackupHandler = {
  onManifest?: (manifest: Manifest) => Promise<void>;
  onTablePart?: (table: string, part: Buffer) => Promise<void>;
  onFilePart?: (path: string, part: Buffer) => Promise<void>;
};

type Found = { tables: Map<string, Hash>; files: Map<string, { hash: Hash; bytes: number }> };

/** Hands out everything in an archive and fails at its end if anything is damaged, missing or too much. */
export async function readBackup(
  path: string,
  handler: BackupHandler = {},
): Promise<{ manifest: Manifest; checksums: Checksums }> {
  const found: Found = { tables: new Map(), files: new Map() };
  let manifest: Manifest | undefined;
  let checksums: Checksums | undefined;
  try {
    for await (const { name, body } of readTar(openArchive(path))) {
      if (name === manifestName) {
        manifest = manifestSchema.parse(await readJson(body));
        await handler.onManifest?.(manifest);
      } else if (name === checksumsName) checksums = checksumsSchema.parse(await readJson(body));
      else if (name.startsWith(tablesFolder)) await readTable(name, body, found, handler);
      else if (name.startsWith(filesFolder)) await readFile(name, body, found, handler);
    }
  } catch (error) {
    throw readError(path, error);
  }
  if (!manifest || !checksums)
    throw new StartupError(`${path} is not a complete backup of Docket: make a new one.`);
  compare(path, found, checksums);
  return { manifest, checksums };
}

function openArchive(path: string): AsyncIterable<Buffer> {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  file.on("error", (error) => unpacked.destroy(error));
  return file.pipe(unpacked);
}

async function readTable(
  name: string,
  body: AsyncIterable<Buffer>,
  found: Found,
  handler: BackupHandler,
): Promise<void> {
  const table = name.slice(tablesFolder.length).split("/")[0] ?? "";
  const hash = found.tables.get(table) ?? createHash("sha256");
  found.tables.set(table, hash);
  for await (const part of body) {
    hash.update(part);
    await handler.onTablePart?.(table, part);
  }
}

async function readFile(
  name: string,
  body: AsyncIterable<Buffer>,
  found: Found,
  handler: BackupHandler,
): Promise<void> {
  const path = name.slice(filesFolder.length);
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const part of body) {
    hash.update(part);
    bytes += part.length;
    await handler.onFilePart?.(path, part);
  }
  if (bytes === 0) await handler.onFilePart?.(path, Buffer.alloc(0));
  found.files.set(path, { hash, bytes });
}

async function readJson(body: AsyncIterable<Buffer>): Promise<unknown> {
  const parts: Buffer[] = [];
  for await (const part of body) parts.push(part);
  return JSON.parse(Buffer.concat(parts).toString("utf8"));
}

function compare(path: string, found: Found, checksums: Checksums): void {
  const empty = createHash("sha256").digest("hex");
  for (const [table, { sha256 }] of Object.entries(checksums.tables))
    if ((found.tables.get(table)?.digest("hex") ?? empty) !== sha256)
      throw damaged(path, `the table ${table}`);
  for (const [name, { sha256 }] of Object.entries(checksums.files))
    if (found.files.get(name)?.hash.digest("hex") !== sha256) throw damaged(path, `the file ${name}`);
  const extra =
    [...found.tables.keys()].find((table) => !checksums.tables[table]) ??
    [...found.files.keys()].find((name) => !checksums.files[name]);
  if (extra) throw damaged(path, extra);
}

function damaged(path: string, what: string): StartupError {
  return new StartupError(`${path} is damaged (${what} does not match its checksum): use another backup.`);
}

function readError(path: string, error: unknown): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR")
    return new StartupError(`${path} cannot be read (${code}): name the file of a backup.`);
  if (
    code?.startsWith("Z_") ||
    /archive/.test(message) ||
    error instanceof SyntaxError ||
    error instanceof z.ZodError
  )
    return new StartupError(
      `${path} is not a complete backup of Docket (${message.split("\n")[0]}): use another one.`,
    );
  return error;
}
