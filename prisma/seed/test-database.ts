import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, inject } from "vitest";
import { closeDatabase } from "@/lib/platform/database/client";
import { withConnection } from "@/lib/platform/database/connect";
import { setEnv } from "@/lib/platform/env";
import { withDatabase } from "./test-cluster";

export type TestDatabase = {
  /** Owns every table; row-level security still applies unless app.maintenance is on. */
  readonly ownerUrl: string;
  /** What the application uses: the role docket_app. */
  readonly appUrl: string;
};

/**
 * Gives the calling test file a migrated, empty database of its own and points `database()` at it. Call it at
 * the top of the file; the addresses are known once the tests run.
 */
export function useTestDatabase(): TestDatabase {
  const name = `docket_test_${randomBytes(8).toString("hex")}`;
  const { ownerUrl, appUrl, template } = inject("testCluster");
  const database = { ownerUrl: withDatabase(ownerUrl, name), appUrl: withDatabase(appUrl, name) };

  beforeAll(async () => {
    await withConnection(ownerUrl, (owner) => owner.query(`create database ${name} template ${template}`));
    setEnv({
      MIGRATION_DATABASE_URL: database.ownerUrl,
      DATABASE_URL: database.appUrl,
      APP_DATABASE_URL: database.appUrl,
    });
  });

  afterAll(async () => {
    await closeDatabase();
    setEnv({ MIGRATION_DATABASE_URL: undefined, DATABASE_URL: undefined, APP_DATABASE_URL: undefined });
    await withConnection(ownerUrl, (owner) => owner.query(`drop database if exists ${name} with (force)`));
  });

  return database;
}
