import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { env } from "../env";
import { PrismaClient } from "../generated/client";
import { OpeningClient, queryDirectly } from "./direct";
import type { Sql } from "./sql";

export type Database = PrismaClient;
export type Transaction = Omit<
  PrismaClient,
  "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction"
>;

type Opened = { url: string; client: PrismaClient; pool: pg.Pool };

// server.ts and Next's bundles each hold a copy of this module: the connection pool lives on globalThis.
const store = globalThis as typeof globalThis & { docketDatabase?: Opened };

/** The application's client, logged in as a role that owns nothing. Opened on first use. */
export function database(): Database {
  return opened().client;
}

/** One statement outside of any transaction: what names the actor, before there can be one. */
export function queryAtOnce<Row>(statement: Sql): Promise<Row[]> {
  return queryDirectly<Row>(opened().pool, statement);
}

export async function closeDatabase(): Promise<void> {
  const open = store.docketDatabase;
  store.docketDatabase = undefined;
  await open?.client.$disconnect();
  await open?.pool.end();
}

function opened(): Opened {
  const url = env().APP_DATABASE_URL;
  if (!url)
    throw new Error(
      "APP_DATABASE_URL is set by `npm start` and the command line; start Docket through them.",
    );
  if (store.docketDatabase?.url !== url) store.docketDatabase = open(url);
  return store.docketDatabase;
}

function open(url: string): Opened {
  const pool = new pg.Pool({
    connectionString: url,
    max: env().DATABASE_POOL_SIZE,
    idleTimeoutMillis: 60_000,
    Client: OpeningClient,
  });
  // An idle connection that breaks is replaced by the next request; unheard, its error would end the process.
  pool.on("error", () => undefined);
  return { url, pool, client: new PrismaClient({ adapter: new PrismaPg(pool), errorFormat: "minimal" }) };
}
