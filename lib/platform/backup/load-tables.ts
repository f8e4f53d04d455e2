import { once } from "node:events";
import { finished } from "node:stream/promises";
import type pg from "pg";
import { type CopyStreamQuery, from as copyFrom } from "pg-copy-streams";
import { StartupError } from "../startup-error";
import type { Checksums, Manifest } from "./manifest";

export type TableLoader = {
  write(table: string, part: Buffer): Promise<void>;
  finish(checksums: Checksums): Promise<void>;
};

type ForeignKey = { table: string; name: string; definition: string };

/**
 * Loads rows as they were, inside the caller's transaction: triggers would write second audit rows and new
 * digests, foreign keys would ask for an order, and COPY refuses tables with forced row-level security.
 */
export async function openTableLoader(owner: pg.Client, manifest: Manifest): Promise<TableLoader> {
  const columnsOf = new Map(manifest.tables.map(({ name, columns }) => [name, columns]));
  const foreignKeys = await dropForeignKeys(owner);
  const forced = await liftRowSecurity(owner);
  await setTriggers(owner, manifest, "disable");
  const loaded = new Map<string, number>();
  let current = "";
  let stream: CopyStreamQuery | undefined;

  const closeStream = async () => {
    if (!stream) return;
    stream.end();
    await finished(stream);
    loaded.set(current, stream.rowCount);
    stream = undefined;
  };

  const write = async (table: string, part: Buffer) => {
    if (table !== current || !stream) {
      await closeStream();
      stream = openCopy(owner, table, columnsOf.get(table));
      current = table;
    }
    if (!stream.write(part)) await once(stream, "drain");
  };

  const finish = async (checksums: Checksums) => {
    await closeStream();
    for (const [table, { rows }] of Object.entries(checksums.tables))
      if ((loaded.get(table) ?? 0) !== rows)
        throw new StartupError(
          `The backup has ${rows} rows of ${table}, but ${loaded.get(table) ?? 0} were stored: nothing was restored.`,
        );
    await setSequences(owner, manifest);
    for (const { table, name, definition } of foreignKeys)
      await owner.query(`alter table ${table} add constraint ${owner.escapeIdentifier(name)} ${definition}`);
    await setTriggers(owner, manifest, "enable");
    for (const table of forced) await owner.query(`alter table ${table} force row level security`);
  };
  return { write, finish };
}

function openCopy(owner: pg.Client, table: string, columns: string[] | undefined): CopyStreamQuery {
  if (!columns)
    throw new StartupError(
      `The backup has rows of ${table}, which its manifest does not name: do not trust it.`,
    );
  const list = columns.map((column) => owner.escapeIdentifier(column)).join(", ");
  return owner.query(copyFrom(`copy ${owner.escapeIdentifier(table)} (${list}) from stdin`));
}

async function dropForeignKeys(owner: pg.Client): Promise<ForeignKey[]> {
  const { rows } = await owner.query<ForeignKey>(
    `select conrelid::regclass::text as table, conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = current_schema()::regnamespace`,
  );
  for (const { table, name } of rows)
    await owner.query(`alter table ${table} drop constraint ${owner.escapeIdentifier(name)}`);
  return rows;
}

async function liftRowSecurity(owner: pg.Client): Promise<string[]> {
  const { rows } = await owner.query<{ table: string }>(
    `select oid::regclass::text as table from pg_class
     where relkind = 'r' and relforcerowsecurity and relnamespace = current_schema()::regnamespace`,
  );
  for (const { table } of rows) await owner.query(`alter table ${table} no force row level security`);
  return rows.map(({ table }) => table);
}

async function setTriggers(owner: pg.Client, manifest: Manifest, verb: "enable" | "disable"): Promise<void> {
  for (const { name } of manifest.tables)
    await owner.query(`alter table ${owner.escapeIdentifier(name)} ${verb} trigger user`);
}

/** Those that belong to columns exist already; a ticket counter is made with its organization, which no trigger saw. */
async function setSequences(owner: pg.Client, manifest: Manifest): Promise<void> {
  for (const { name, last_value, is_called } of manifest.sequences) {
    await owner.query(`create sequence if not exists ${owner.escapeIdentifier(name)}`);
    await owner.query("select setval($1::regclass, $2::bigint, $3::boolean)", [
      owner.escapeIdentifier(name),
      last_value,
      is_called,
    ]);
  }
}
