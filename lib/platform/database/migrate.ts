import type pg from "pg";
import { StartupError } from "../startup-error";
import { requireSupportedVersion, withConnection } from "./connect";
import {
  compareMigrations,
  type MigrationRow,
  type MigrationScript,
  type MigrationState,
  migrationRowsQuery,
  migrationsDirectory,
  readMigrationScripts,
} from "./migration-state";
import { applicationRole, ensureApplicationRole } from "./roles";
import { withSchemaEngine } from "./schema-engine";

export type MigrateOptions = {
  /** The application's login, where it is not the one of the owner's address. */
  applicationUrl?: string;
  directory?: string;
  /** Stops at an earlier state: only these are applied. */
  only?: string[];
};

const migrationLock = "7031, 3";
const noFilter = { externalTables: [], externalEnums: [] };

/** Brings the database to this version of Docket and returns the names of what was applied. */
export async function applyMigrations(ownerUrl: string, options: MigrateOptions = {}): Promise<string[]> {
  const directory = options.directory ?? migrationsDirectory();
  const all = await readMigrationScripts(directory);
  const scripts = options.only ? all.filter(({ name }) => options.only?.includes(name)) : all;
  return withConnection(ownerUrl, async (owner) => {
    await requireSupportedVersion(owner);
    // Held until the connection ends: a second process waits here and then finds nothing left to do.
    await owner.query(`select pg_advisory_lock(${migrationLock})`);
    await requirePrivileges(owner);
    await ensureApplicationRole(owner, new URL(options.applicationUrl ?? ownerUrl).username);
    const state = compareMigrations(scripts, await readRows(owner));
    refuseNewerDatabase(state);
    if (state.pending.length === 0) return [];
    await forgetInterrupted(owner, state.interrupted);
    const applied = await runEngine(ownerUrl, directory, scripts);
    await owner.query(
      `revoke insert, update, delete, truncate on _prisma_migrations from ${applicationRole}`,
    );
    await owner.query(`grant select on _prisma_migrations to ${applicationRole}`);
    return applied;
  });
}

export async function listPendingMigrations(url: string, directory?: string): Promise<string[]> {
  return (await readMigrationState(url, directory)).pending;
}

export async function readMigrationState(url: string, directory?: string): Promise<MigrationState> {
  const scripts = await readMigrationScripts(directory);
  return withConnection(url, async (client) => compareMigrations(scripts, await readRows(client)));
}

async function readRows(client: pg.Client): Promise<MigrationRow[]> {
  const { rows } = await client.query("select to_regclass('_prisma_migrations') is not null as exists");
  if (!rows[0]?.exists) return [];
  return (await client.query<MigrationRow>(migrationRowsQuery)).rows;
}

async function requirePrivileges(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{
    login: string;
    database: string;
    schema: string | null;
    allowed: boolean;
  }>(
    `select current_user as login, current_database() as database, current_schema() as schema,
       coalesce(has_schema_privilege(current_schema(), 'CREATE'), false) as allowed`,
  );
  const found = rows[0];
  if (!found?.allowed)
    throw new StartupError(
      `The database login ${found?.login} may not create tables in ${found?.database}: run ALTER DATABASE "${found?.database}" OWNER TO "${found?.login}", or use a login that may.`,
    );
}

function refuseNewerDatabase(state: MigrationState): void {
  if (state.unknown.length > 0)
    throw new StartupError(
      `The database was last used by a newer Docket (it has ${state.unknown.at(-1)}): start that version or restore a backup made with this one.`,
    );
}

/** Each script is one transaction, so an unfinished one left nothing behind but its row. */
async function forgetInterrupted(owner: pg.Client, names: string[]): Promise<void> {
  if (names.length === 0) return;
  await owner.query(
    "update _prisma_migrations set rolled_back_at = now() where finished_at is null and rolled_back_at is null and migration_name = any($1)",
    [names],
  );
}

async function runEngine(url: string, directory: string, scripts: MigrationScript[]): Promise<string[]> {
  let reason = "";
  let running = "";
  const onScript = (script: string) => {
    const migration = scripts.find((candidate) => candidate.script === script);
    if (!migration) return script;
    running = migration.name;
    return `${script}\n;\n${finish(migration.name)}`;
  };
  try {
    const output = await withSchemaEngine(
      { url, onScript, onError: (error) => (reason = error.message) },
      (engine) =>
        engine.applyMigrations({ migrationsList: migrationList(directory, scripts), filters: noFilter }),
    );
    return output.appliedMigrationNames;
  } catch (error) {
    await withConnection(url, async (client) => {
      if (running) await forgetInterrupted(client, [running]);
    });
    throw migrationError(running, reason, error);
  }
}

/** In the script's own transaction, so that dying just after it cannot leave "done, but not recorded". */
function finish(name: string): string {
  return `update _prisma_migrations set finished_at = now() where migration_name = '${name}' and finished_at is null and rolled_back_at is null;`;
}

function migrationList(directory: string, scripts: MigrationScript[]) {
  return {
    baseDir: directory,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: scripts.map(({ name, script }) => ({
      path: name,
      migrationFile: { path: "migration.sql", content: { tag: "ok" as const, value: script } },
    })),
  };
}

function migrationError(name: string, reason: string, error: unknown): StartupError {
  const text = reason || (error instanceof Error ? error.message : String(error));
  if (/P3005|schema is not empty/.test(text))
    return new StartupError(
      "The database is not empty and was not made by Docket: give DATABASE_URL an empty database.",
    );
  return new StartupError(
    `The migration ${name || "of the database"} failed and was undone (${text.split("\n")[0]}): remove the cause and start again.`,
    { cause: error },
  );
}
