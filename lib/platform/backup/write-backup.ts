import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join, relative } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type pg from "pg";
import { to as copyTo } from "pg-copy-streams";
import { withConnection } from "../database/connect";
import { StartupError } from "../startup-error";
import {
  type BackupSummary,
  type Checksums,
  checksumsName,
  filesFolder,
  type Manifest,
  manifestName,
  tablesFolder,
} from "./manifest";
import { tarEnd, tarHeader, tarPadding } from "./tar";

export type BackupOptions = { ownerUrl: string; filesDirectory: string; path: string };

const partBytes = 4 * 1024 * 1024;

/** Everything of one instant, while the desk goes on working: the rows of every table and the stored files. */
export async function writeBackup(options: BackupOptions): Promise<BackupSummary> {
  const draft = `${options.path}.partial`;
  const checksums: Checksums = { tables: {}, files: {} };
  let createdAt = "";
  try {
    await withConnection(options.ownerUrl, async (owner) => {
      await owner.query("begin isolation level repeatable read read only");
      await owner.query("select set_config('app.maintenance', 'on', true)");
      const manifest = await describeDatabase(owner);
      createdAt = manifest.created_at;
      const archive = Readable.from(writeArchive(owner, manifest, options.filesDirectory, checksums));
      await pipeline(
        archive,
        createGzip({ level: 4 }),
        createWriteStream(draft, { mode: 0o600, flush: true }),
      );
    });
    await rename(draft, options.path);
  } catch (error) {
    await rm(draft, { force: true });
    throw writeError(options.path, error);
  }
  const tables = Object.values(checksums.tables);
  return {
    path: options.path,
    created_at: createdAt,
    tables: tables.length,
    rows: tables.reduce((total, table) => total + table.rows, 0),
    files: Object.keys(checksums.files).length,
    bytes: (await stat(options.path)).size,
  };
}

async function describeDatabase(owner: pg.Client): Promise<Manifest> {
  const migrations = await owner.query<{ name: string }>(
    "select migration_name as name from _prisma_migrations where finished_at is not null and rolled_back_at is null order by 1",
  );
  const tables = await owner.query<{ name: string; columns: string[] }>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and c.relname <> '_prisma_migrations'
     group by c.relname order by c.relname`,
  );
  const sequences = await owner.query<{ name: string }>(
    "select relname as name from pg_class where relkind = 'S' and relnamespace = current_schema()::regnamespace order by 1",
  );
  return {
    format: "docket-backup",
    version: 1,
    created_at: new Date().toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    tables: tables.rows,
    sequences: await readSequences(
      owner,
      sequences.rows.map(({ name }) => name),
    ),
  };
}

async function readSequences(owner: pg.Client, names: string[]): Promise<Manifest["sequences"]> {
  const sequences: Manifest["sequences"] = [];
  for (const name of names) {
    const { rows } = await owner.query(
      `select last_value::text, is_called from ${owner.escapeIdentifier(name)}`,
    );
    sequences.push({ name, ...rows[0] });
  }
  return sequences;
}

async function* writeArchive(
  owner: pg.Client,
  manifest: Manifest,
  filesDirectory: string,
  checksums: Checksums,
): AsyncGenerator<Buffer> {
  yield* entry(manifestName, Buffer.from(JSON.stringify(manifest, null, 2)));
  for (const table of manifest.tables) yield* writeTable(owner, table, checksums);
  for (const path of await listFiles(filesDirectory)) yield* writeFile(filesDirectory, path, checksums);
  yield* entry(checksumsName, Buffer.from(JSON.stringify(checksums, null, 2)));
  yield tarEnd();
}

/** A tar entry states its length first, which a table's is not known: hence in parts. */
async function* writeTable(
  owner: pg.Client,
  { name, columns }: Manifest["tables"][number],
  checksums: Checksums,
): AsyncGenerator<Buffer> {
  const list = columns.map((column) => owner.escapeIdentifier(column)).join(", ");
  const stream = owner.query(copyTo(`copy ${owner.escapeIdentifier(name)} (${list}) to stdout`));
  const hash = createHash("sha256");
  let part: Buffer[] = [];
  let bytes = 0;
  let number = 0;
  const flush = function* () {
    number += 1;
    yield* entry(`${tablesFolder}${name}/${String(number).padStart(6, "0")}.copy`, Buffer.concat(part));
    part = [];
    bytes = 0;
  };
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    hash.update(chunk);
    part.push(chunk);
    bytes += chunk.length;
    if (bytes >= partBytes) yield* flush();
  }
  if (bytes > 0) yield* flush();
  checksums.tables[name] = { rows: stream.rowCount, sha256: hash.digest("hex") };
}

async function* writeFile(directory: string, path: string, checksums: Checksums): AsyncGenerator<Buffer> {
  const file = await openIfThere(join(directory, path));
  if (!file) return;
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256");
    yield tarHeader(filesFolder + path, size);
    // Files are written once and never changed; one that grows regardless is cut at the length stated above.
    if (size > 0)
      for await (const chunk of file.createReadStream({
        end: size - 1,
        autoClose: false,
      }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        yield chunk;
      }
    yield tarPadding(size);
    checksums.files[path] = { bytes: size, sha256: hash.digest("hex") };
  } finally {
    await file.close();
  }
}

/** What was cleaned up since the folder was read is in no row of this backup: it is kept an hour beyond its last use. */
async function openIfThere(path: string): Promise<FileHandle | null> {
  return open(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
}

function* entry(name: string, content: Buffer): Generator<Buffer> {
  yield tarHeader(name, content.length);
  yield content;
  yield tarPadding(content.length);
}

async function listFiles(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return [];
      throw error;
    },
  );
  const files = entries
    .filter((file) => file.isFile())
    .map((file) => relative(directory, join(file.parentPath, file.name)));
  return files.map((path) => path.replaceAll("\\", "/")).sort();
}

function writeError(path: string, error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC")
    return new StartupError(`The disk of ${path} is full: nothing was written; choose another place.`);
  if (code === "ENOENT" || code === "EACCES" || code === "EISDIR" || code === "EROFS")
    return new StartupError(`${path} cannot be written (${code}): choose another place.`);
  return error;
}
