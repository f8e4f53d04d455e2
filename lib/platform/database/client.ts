import { PrismaPg } from "@prisma/adapter-pg";
import { env } from "../env";
import { PrismaClient } from "../generated/client";

export type Database = PrismaClient;
export type Transaction = Omit<
  PrismaClient,
  "$connect" | "$disconnect" | "$on" | "$use" | "$extends" | "$transaction"
>;

// server.ts and Next's bundles each hold a copy of this module: the connection pool lives on globalThis.
const store = globalThis as typeof globalThis & { docketDatabase?: { url: string; client: PrismaClient } };

/** The application's client, logged in as a role that owns nothing. Opened on first use. */
export function database(): Database {
  const url = env().APP_DATABASE_URL;
  if (!url)
    throw new Error(
      "APP_DATABASE_URL is set by `npm start` and the command line; start Docket through them.",
    );
  if (store.docketDatabase?.url === url) return store.docketDatabase.client;
  const client = open(url);
  store.docketDatabase = { url, client };
  return client;
}

export async function closeDatabase(): Promise<void> {
  const open = store.docketDatabase;
  store.docketDatabase = undefined;
  await open?.client.$disconnect();
}

function open(connectionString: string): PrismaClient {
  const adapter = new PrismaPg({
    connectionString,
    max: env().DATABASE_POOL_SIZE,
    idleTimeoutMillis: 60_000,
  });
  return new PrismaClient({ adapter, errorFormat: "minimal" });
}
