import { database } from "./database/client";
import {
  compareMigrations,
  type MigrationRow,
  migrationRowsQuery,
  readMigrationScripts,
} from "./database/migration-state";
import { raw, sql } from "./database/sql";
import { logger } from "./logger";

export type Readiness = {
  status: "ready" | "unavailable";
  database: "reachable" | "unreachable";
  pending_migrations: string[];
};

const patienceMs = 2_000;

/** Whether this process can serve: its database answers and has every migration. */
export async function checkReadiness(): Promise<Readiness> {
  try {
    const rows = await withinPatience(database().$queryRaw<MigrationRow[]>(sql`${raw(migrationRowsQuery)}`));
    const { pending } = compareMigrations(await readMigrationScripts(), rows);
    return {
      status: pending.length === 0 ? "ready" : "unavailable",
      database: "reachable",
      pending_migrations: pending,
    };
  } catch (error) {
    logger.warn({ err: error }, "The database does not answer.");
    return { status: "unavailable", database: "unreachable", pending_migrations: [] };
  }
}

function withinPatience<Value>(work: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`No answer within ${patienceMs} ms.`)), patienceMs);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
