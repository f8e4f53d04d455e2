import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

export type MigrationScript = { name: string; script: string };

/** One row of Prisma's own history table. */
export type MigrationRow = {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
};

export type MigrationState = {
  applied: string[];
  pending: string[];
  /** Begun and never finished: the process died, and PostgreSQL undid the script. */
  interrupted: string[];
  /** Applied to this database but absent here: it belongs to a newer Docket. */
  unknown: string[];
  /** Applied, and its file changed since. */
  edited: string[];
};

export const migrationRowsQuery =
  "select migration_name, checksum, finished_at, rolled_back_at from _prisma_migrations order by started_at";

export function migrationsDirectory(): string {
  return join(process.cwd(), "prisma", "migrations");
}

export async function readMigrationScripts(
  directory: string = migrationsDirectory(),
): Promise<MigrationScript[]> {
  const entries = await readdir(/* turbopackIgnore: true */ directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(
    names.sort().map(async (name) => ({
      name,
      script: await readFile(/* turbopackIgnore: true */ join(directory, name, "migration.sql"), "utf8"),
    })),
  );
}

export function compareMigrations(scripts: MigrationScript[], rows: MigrationRow[]): MigrationState {
  const live = rows.filter((row) => row.rolled_back_at === null);
  const finished = new Map(
    live.filter((row) => row.finished_at !== null).map((row) => [row.migration_name, row.checksum]),
  );
  const known = new Set(scripts.map(({ name }) => name));
  return {
    applied: scripts.filter(({ name }) => finished.has(name)).map(({ name }) => name),
    pending: scripts.filter(({ name }) => !finished.has(name)).map(({ name }) => name),
    interrupted: live.filter((row) => row.finished_at === null).map((row) => row.migration_name),
    unknown: [...finished.keys()].filter((name) => !known.has(name)),
    edited: scripts
      .filter(({ name, script }) => finished.has(name) && finished.get(name) !== checksum(script))
      .map(({ name }) => name),
  };
}

function checksum(script: string): string {
  return createHash("sha256").update(script).digest("hex");
}
