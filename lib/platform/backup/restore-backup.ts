import { once } from "node:events";
import { createWriteStream, existsSync, type WriteStream } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { finished } from "node:stream/promises";
import { withConnection } from "../database/connect";
import { dropSchemas } from "../database/drop-schemas";
import { applyMigrations } from "../database/migrate";
import { readMigrationScripts } from "../database/migration-state";
import { StartupError } from "../startup-error";
import { openTableLoader } from "./load-tables";
import type { BackupSummary, Checksums, Manifest } from "./manifest";
import { readBackup } from "./read-backup";

export type RestoreOptions = {
  ownerUrl: string;
  applicationUrl?: string;
  filesDirectory: string;
  path: string;
  /** Throws away what the database and the files hold now. */
  force?: boolean;
};

/** The archive is checked as a whole first; then everything is restored, or nothing. */
export async function restoreBackup(options: RestoreOptions): Promise<Omit<BackupSummary, "bytes">> {
  const { manifest, checksums } = await readBackup(options.path);
  await refuseNewerBackup(options.path, manifest);
  if (!options.force) await refuseUsedTarget(options);
  const { ownerUrl, applicationUrl } = options;
  await emptySchema(ownerUrl);
  // First to where the backup was, so that its rows meet the tables they came from; then up to date.
  await applyMigrations(ownerUrl, { applicationUrl, only: manifest.migrations });
  await loadArchive(options, manifest, checksums);
  await applyMigrations(ownerUrl, { applicationUrl });
  await withConnection(ownerUrl, (owner) => owner.query("analyze"));
  return {
    path: options.path,
    created_at: manifest.created_at,
    tables: manifest.tables.length,
    rows: Object.values(checksums.tables).reduce((total, table) => total + table.rows, 0),
    files: Object.keys(checksums.files).length,
  };
}

async function refuseNewerBackup(path: string, manifest: Manifest): Promise<void> {
  const known = new Set((await readMigrationScripts()).map(({ name }) => name));
  const unknown = manifest.migrations.find((name) => !known.has(name));
  if (unknown)
    throw new StartupError(
      `${path} was made by a newer Docket (it has ${unknown}): restore it with that version.`,
    );
}

async function refuseUsedTarget({ ownerUrl, filesDirectory }: RestoreOptions): Promise<void> {
  const isUsed = await withConnection(ownerUrl, async (owner) => {
    const { rows } = await owner.query("select to_regclass('organizations') is not null as exists");
    if (!rows[0]?.exists) return false;
    await owner.query("select set_config('app.maintenance', 'on', false)");
    return ((await owner.query("select from organizations limit 1")).rowCount ?? 0) > 0;
  });
  const files = await readdir(filesDirectory).catch(() => []);
  if (isUsed || files.length > 0)
    throw new StartupError(
      "There is data here already: restore into an empty DATA_DIR or database, or give --force to replace it.",
    );
}

async function emptySchema(ownerUrl: string): Promise<void> {
  await withConnection(ownerUrl, async (owner) => {
    const { rows } = await owner.query(
      "select count(*)::int as tables from pg_class where relkind in ('r', 'S', 'v') and relnamespace = 'public'::regnamespace",
    );
    if (rows[0]?.tables === 0) return;
    try {
      await owner.query(dropSchemas);
    } catch (error) {
      if ((error as { code?: string }).code !== "42501") throw error;
      throw new StartupError(
        "The database login does not own the schema public and cannot replace it: restore into an empty database instead.",
      );
    }
  });
}

/** Rows in one transaction; the files take their place just before it is committed. */
async function loadArchive(options: RestoreOptions, manifest: Manifest, checksums: Checksums): Promise<void> {
  const draft = `${options.filesDirectory}.restoring`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  const files = openFileWriter(draft);
  try {
    await withConnection(options.ownerUrl, async (owner) => {
      await owner.query("begin");
      const tables = await openTableLoader(owner, manifest);
      await readBackup(options.path, { onTablePart: tables.write, onFilePart: files.write });
      await files.close();
      await tables.finish(checksums);
      const putBack = await swapFolders(draft, options.filesDirectory);
      await owner.query("commit").catch(putBack);
    });
  } catch (error) {
    throw loadError(options.path, error);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

function loadError(path: string, error: unknown): unknown {
  const { code, message } = error as { code?: string; message?: string };
  const isFromPostgres = typeof code === "string" && /^[0-9A-Z]{5}$/.test(code);
  if (!isFromPostgres) return error;
  return new StartupError(
    `${path} does not fit the tables of the version that made it (${message}): nothing was restored; use another backup.`,
    { cause: error },
  );
}

function openFileWriter(directory: string) {
  let current = "";
  let stream: WriteStream | undefined;
  const close = async () => {
    if (!stream) return;
    stream.end();
    await finished(stream);
  };
  const write = async (path: string, part: Buffer) => {
    if (path !== current) {
      await close();
      stream = createWriteStream(await prepareFile(directory, path), { mode: 0o600 });
      current = path;
    }
    if (stream && !stream.write(part)) await once(stream, "drain");
  };
  return { write, close };
}

/** An archive from elsewhere must not name a file outside of its folder. */
async function prepareFile(directory: string, path: string): Promise<string> {
  const target = resolve(directory, path);
  if (!target.startsWith(resolve(directory) + sep))
    throw new StartupError(`The backup names a file outside of its folder (${path}): do not trust it.`);
  await mkdir(dirname(target), { recursive: true, mode: 0o700 });
  return target;
}

/** Returns what undoes the swap. */
async function swapFolders(draft: string, target: string): Promise<(error: unknown) => Promise<never>> {
  const old = `${target}.replaced`;
  await rm(old, { recursive: true, force: true });
  await mkdir(join(target, ".."), { recursive: true });
  if (existsSync(target)) await rename(target, old);
  await rename(draft, target);
  return async (error) => {
    await rm(target, { recursive: true, force: true });
    if (existsSync(old)) await rename(old, target);
    throw error;
  };
}
