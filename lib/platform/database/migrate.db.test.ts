import { randomBytes } from "node:crypto";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withDatabase } from "@/prisma/seed/test-cluster";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { database } from "./client";
import { withConnection } from "./connect";
import { applyMigrations, listPendingMigrations } from "./migrate";
import { migrationsDirectory } from "./migration-state";

const { ownerUrl, appUrl } = useTestDatabase();

describe("a migrated database", () => {
  it("has nothing pending and nothing left to apply", async () => {
    expect(await listPendingMigrations(appUrl)).toEqual([]);
    expect(await applyMigrations(ownerUrl)).toEqual([]);
  });

  it("serves the application as docket_app", async () => {
    const rows = await database().$queryRaw`select current_user::text as role`;
    expect(rows).toEqual([{ role: "docket_app" }]);
  });

  it("keeps its history from the application", async () => {
    await expect(database().$executeRaw`delete from _prisma_migrations`).rejects.toThrow(/permission denied/);
  });
});

describe("an empty database", () => {
  const name = `docket_test_${randomBytes(8).toString("hex")}`;
  const admin = inject("testCluster").ownerUrl;
  const url = withDatabase(admin, name);
  let directory = "";

  beforeAll(async () => {
    await withConnection(admin, (owner) => owner.query(`create database ${name}`));
    directory = await mkdtemp(join(tmpdir(), "docket-migrations-"));
    await cp(migrationsDirectory(), directory, { recursive: true });
  });

  afterAll(async () => {
    await withConnection(admin, (owner) => owner.query(`drop database ${name} with (force)`));
    await rm(directory, { recursive: true });
  });

  it("is migrated once when two processes start together", async () => {
    const [first, second] = await Promise.all([applyMigrations(url), applyMigrations(url)]);
    expect([first.length, second.length].sort()).toEqual([0, (await historyOf(url)).length]);
    expect((await historyOf(url)).every((row) => row.finished && row.steps === 1)).toBe(true);
  });

  it("keeps nothing of a migration that fails, and takes it once it is corrected", async () => {
    const script = "create table halfway (id int);\nselect 1 / 0;";
    await writeMigration("29990101000000_broken", script);
    await expect(applyMigrations(url, { directory })).rejects.toThrow(
      /29990101000000_broken failed and was undone \(division by zero\)/,
    );
    expect(await hasTable("halfway")).toBe(false);
    await writeMigration("29990101000000_broken", script.replace("/ 0", "/ 1"));
    expect(await applyMigrations(url, { directory })).toEqual(["29990101000000_broken"]);
    expect(await hasTable("halfway")).toBe(true);
  });

  it("takes a migration again whose process died in the middle", async () => {
    await writeMigration("29990101000001_interrupted", "create table interrupted (id int);");
    await withConnection(url, (owner) =>
      owner.query(
        "insert into _prisma_migrations (id, checksum, migration_name) values ('x', 'x', '29990101000001_interrupted')",
      ),
    );
    expect(await applyMigrations(url, { directory })).toEqual(["29990101000001_interrupted"]);
  });

  it("is refused by an older Docket", async () => {
    await expect(applyMigrations(url)).rejects.toThrow(/newer Docket \(it has 29990101000001_interrupted\)/);
  });

  async function writeMigration(migration: string, script: string): Promise<void> {
    await mkdir(join(directory, migration), { recursive: true });
    await writeFile(join(directory, migration, "migration.sql"), script);
  }

  async function hasTable(table: string): Promise<boolean> {
    return withConnection(url, async (owner) => {
      const { rows } = await owner.query("select to_regclass($1) is not null as found", [table]);
      return rows[0].found;
    });
  }
});

async function historyOf(url: string): Promise<{ finished: boolean; steps: number }[]> {
  return withConnection(url, async (owner) => {
    const query =
      "select finished_at is not null as finished, applied_steps_count as steps from _prisma_migrations";
    return (await owner.query(query)).rows;
  });
}
