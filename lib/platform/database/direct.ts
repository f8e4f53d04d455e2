import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { Prisma } from "../generated/client";
import { type PreparedSql, type Sql, sql } from "./sql";
import { statementName } from "./statement-name";

/**
 * Raw SQL goes to PostgreSQL on the transaction's own connection, past Prisma's engine, which costs more than the
 * statements themselves; and BEGIN carries the transaction's settings with it, which saves a round trip.
 */
export type Opening = {
  /** BEGIN and a statement that sets and answers what the transaction starts with. */
  begin: string;
  first?: Record<string, unknown>;
  client?: pg.Client;
  isOpen: boolean;
};

type Raw = { rows: Record<string, unknown>[]; rowCount: number | null };

// One pool serves every copy of this module, server.ts's and those of Next's bundles.
const store = globalThis as typeof globalThis & { docketOpenings?: AsyncLocalStorage<Opening> };

export function openings(): AsyncLocalStorage<Opening> {
  store.docketOpenings ??= new AsyncLocalStorage();
  return store.docketOpenings;
}

/** A connection that begins an opening's transaction in one go and knows when it has ended. */
export class OpeningClient extends pg.Client {
  #opening: Opening | undefined;

  // pg declares a dozen overloads; Prisma's adapter sends objects, the pool adds a callback.
  override query(...args: unknown[]): never {
    const [config, ...rest] = args as [string | { text?: string }, ...unknown[]];
    const text = typeof config === "string" ? config : config.text;
    if (text === "BEGIN" && rest.length === 0) {
      const opening = openings().getStore();
      if (opening && !opening.client) return this.#begin(opening) as never;
    }
    if (text === "COMMIT" || text === "ROLLBACK") this.#end();
    return (super.query as (...all: unknown[]) => never).apply(this, args);
  }

  async #begin(opening: Opening): Promise<pg.QueryResult> {
    const results = (await super.query({ text: opening.begin, types })) as unknown as pg.QueryResult[];
    const [begun, settings] = results;
    if (!begun) throw new Error("BEGIN was not answered.");
    opening.first = settings?.rows[0];
    opening.client = this;
    opening.isOpen = true;
    this.#opening = opening;
    return begun;
  }

  #end(): void {
    if (this.#opening) this.#opening.isOpen = false;
    this.#opening = undefined;
  }
}

/** The same transaction with `$queryRaw` and `$executeRaw` on the shorter way; without an open one, as it is. */
export function withDirectStatements<Tx extends object>(tx: Tx, opening: Opening): Tx {
  if (!opening.client) return tx;
  const direct: Record<PropertyKey, unknown> = {
    $queryRaw: async (...statement: Statement) => (await send(opening, statement)).rows,
    $executeRaw: async (...statement: Statement) => (await send(opening, statement)).rowCount ?? 0,
  };
  return new Proxy(tx, {
    get: (target, name) => direct[name] ?? Reflect.get(target, name, target),
  });
}

/** One statement outside of any transaction. */
export async function queryDirectly<Row>(pool: pg.Pool, statement: Sql): Promise<Row[]> {
  return (await run(pool, statement)).rows as Row[];
}

type Statement = [TemplateStringsArray | Sql, ...unknown[]];

function send(opening: Opening, [first, ...values]: Statement): Promise<Raw> {
  // Prisma has rolled back a transaction that took too long, and its connection may be someone else's by now.
  if (!opening.client || !opening.isOpen)
    throw Object.assign(new Error("The transaction has already ended."), { code: "P2028" });
  return run(opening.client, "text" in first ? first : sql(first, ...values));
}

async function run(target: pg.Client | pg.Pool, statement: Sql | PreparedSql): Promise<Raw> {
  const { text, values } = statement;
  const name = "isPrepared" in statement ? statementName(text) : undefined;
  try {
    return await target.query({ name, text, values: values.map(toParameter), types });
  } catch (error) {
    throw asPrismaError(error);
  }
}

function toParameter(value: unknown): unknown {
  if (value === undefined) throw new TypeError("A parameter is undefined; NULL is written null.");
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toParameter);
  return Prisma.Decimal.isDecimal(value) ? value.toString() : value;
}

/** Says where Prisma says it what PostgreSQL answered. */
function asPrismaError(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  const cause = { originalCode: error.code, originalMessage: error.message };
  return Object.assign(error, { meta: { driverAdapterError: { cause } } });
}

const oid = {
  bytea: 17,
  int8: 20,
  oid: 26,
  date: 1082,
  time: 1083,
  timestamp: 1114,
  timestamptz: 1184,
  numeric: 1700,
} as const;
const arrayOid = { int8: 1016, date: 1182, timestamp: 1115, timestamptz: 1185, numeric: 1231 } as const;

const parsers: Record<number, (text: string) => unknown> = {
  [oid.bytea]: (text) => new Uint8Array(pg.types.getTypeParser(oid.bytea)(text) as Buffer),
  [oid.int8]: BigInt,
  [oid.oid]: BigInt,
  [oid.date]: (text) => new Date(text),
  [oid.time]: (text) => new Date(`1970-01-01T${text}Z`),
  [oid.timestamp]: (text) => new Date(`${text.replace(" ", "T")}Z`),
  [oid.timestamptz]: readInstant,
  [oid.numeric]: (text) => new Prisma.Decimal(text),
  [arrayOid.int8]: readArray(BigInt),
  [arrayOid.date]: readArray((text) => new Date(text)),
  [arrayOid.timestamp]: readArray((text) => new Date(`${text.replace(" ", "T")}Z`)),
  [arrayOid.timestamptz]: readArray(readInstant),
  [arrayOid.numeric]: readArray((text) => new Prisma.Decimal(text)),
};

/** Values as Prisma gives them. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((id: number, format?: "text" | "binary") =>
    (format !== "binary" && parsers[id]) ||
    pg.types.getTypeParser(id, format)) as pg.CustomTypesConfig["getTypeParser"],
};

function readInstant(text: string): Date {
  return text.endsWith("+00")
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : (pg.types.getTypeParser(oid.timestamptz)(text) as Date);
}

/** pg reads every array as one of texts first. */
function readArray(read: (text: string) => unknown) {
  const textArray: number = 1009;
  const readTexts = pg.types.getTypeParser(textArray) as (text: string) => (string | null)[];
  return (text: string) => readTexts(text).map((item) => (item === null ? null : read(item)));
}
