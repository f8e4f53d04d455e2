import { statSync } from "node:fs";
import type { LegacyRow } from "@/lib/closures/import-legacy-closures";
import { detectFormat } from "@/lib/imports/detect-format";
import { readRecords } from "@/lib/imports/read-records";
import { withConnection } from "@/lib/platform/database/connect";
import { StartupError } from "@/lib/platform/startup-error";

type Raw = Record<string, unknown>;
const sqliteMagic = "SQLite format 3";

/** The rows of a tracker's `ticket_closure`: a CSV file, a SQLite file, or the address of a PostgreSQL database. */
export async function readLegacyRows(source: string, table: string): Promise<LegacyRow[]> {
  if (!/^\w+$/.test(table)) throw new StartupError(`"${table}" is no name of a table.`);
  if (/^postgres(ql)?:\/\//.test(source)) return (await readPostgres(source, table)).map(toRow);
  if (!statSync(source, { throwIfNoEntry: false })?.isFile())
    throw new StartupError(`There is no file ${source}: check the name.`);
  if (await isSqlite(source)) return (await readSqlite(source, table)).map(toRow);
  return readCsv(source);
}

function toRow(raw: Raw, index: number): LegacyRow {
  const text = (name: string) => {
    const value = raw[name];
    if (value === null || value === undefined || value === "") return null;
    return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
  };
  return {
    line: Number(raw.id ?? index + 1),
    username: text("username"),
    email: text("email"),
    freshworks_user_id: text("freshworks_user_id"),
    date: text("date"),
    tickets_closed: text("tickets_closed"),
    ticket_numbers: text("ticket_numbers"),
  };
}

/** Columns by their names; the person by `username`, `email` or `freshworks_user_id`. */
async function readCsv(path: string): Promise<LegacyRow[]> {
  const format = await detectFormat(path);
  const columns = format.columns.map((name) => name.trim().toLowerCase());
  for (const name of ["date", "tickets_closed"])
    if (!columns.includes(name))
      throw new StartupError(`The file has no column ${name}; it has ${columns.join(", ") || "none"}.`);
  const rows: LegacyRow[] = [];
  for await (const { records } of readRecords(path, format))
    for (const record of records) {
      const raw = Object.fromEntries(columns.map((name, at) => [name, record.cells[at] ?? null]));
      rows.push({ ...toRow(raw, 0), line: record.line });
    }
  return rows;
}

async function readPostgres(url: string, table: string): Promise<Raw[]> {
  return withConnection(url, async (client) => {
    const { rows } = await client.query<{ table_name: string }>(
      "select table_name from information_schema.columns where column_name in ('username', 'email') and table_name in ('user', 'users') and table_schema = any (current_schemas(false))",
    );
    return (await client.query<Raw>(selectRows(table, rows[0]?.table_name, "::text"))).rows;
  });
}

async function readSqlite(path: string, table: string): Promise<Raw[]> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(path, { readOnly: true });
  try {
    const users = database
      .prepare("select name from sqlite_master where type = 'table' and name in ('user', 'users')")
      .get() as { name: string } | undefined;
    return database.prepare(selectRows(table, users?.name, "")).all() as Raw[];
  } catch (error) {
    throw new StartupError(`${path} could not be read: ${(error as Error).message}.`);
  } finally {
    database.close();
  }
}

function selectRows(table: string, users: string | undefined, dateCast: string): string {
  const names = users ? "u.username, u.email" : "null as username, null as email";
  const join = users ? ` left join "${users}" u on u.id = c.user_id` : "";
  return `select c.id, ${names}, c.freshworks_user_id, c.date${dateCast} as date, c.tickets_closed, c.ticket_numbers from "${table}" c${join} order by c.id`;
}

async function isSqlite(path: string): Promise<boolean> {
  const { open } = await import("node:fs/promises");
  const file = await open(path);
  try {
    const { buffer } = await file.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.toString("latin1").startsWith(sqliteMagic);
  } finally {
    await file.close();
  }
}
