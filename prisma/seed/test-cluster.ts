import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { readSecrets } from "@/lib/platform/data-directory";
import { withConnection } from "@/lib/platform/database/connect";
import { startEmbeddedPostgres } from "@/lib/platform/database/embedded-postgres";
import { applyMigrations } from "@/lib/platform/database/migrate";
import { readMigrationScripts } from "@/lib/platform/database/migration-state";
import { findPostmaster, isAlive } from "@/lib/platform/database/postmaster";
import { type Settings, throwawaySettings } from "@/lib/platform/database/settings";
import { asApplicationRole } from "@/lib/platform/env";

export type TestCluster = { ownerUrl: string; appUrl: string; template: string };

declare module "vitest" {
  interface ProvidedContext {
    testCluster: TestCluster;
  }
}

const folderPrefix = "docket-test-";
const templateLock = "7031, 4";

/** One throwaway server for a whole run, migrated once; every test file gets a copy. Named in vitest.config.ts. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env.DOCKET_TEST_POSTGRES;
  if (given) {
    project.provide("testCluster", {
      ownerUrl: given,
      appUrl: asApplicationRole(given),
      template: await ensureTemplate(given),
    });
    return undefined;
  }
  const cluster = await startThrowawayCluster();
  project.provide("testCluster", {
    ownerUrl: cluster.ownerUrl,
    appUrl: cluster.appUrl,
    template: await ensureTemplate(cluster.ownerUrl),
  });
  return cluster.stop;
}

export type ThrowawayCluster = {
  ownerUrl: string;
  appUrl: string;
  superuserUrl: string;
  stop(): Promise<void>;
};

export async function startThrowawayCluster(settings: Settings = {}): Promise<ThrowawayCluster> {
  removeAbandoned();
  const directory = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  const server = await startEmbeddedPostgres({
    dataDirectory: directory,
    settings: { ...throwawaySettings, ...settings },
  });
  const superuser = new URL(withDatabase(server.ownerUrl, "postgres"));
  superuser.username = "postgres";
  superuser.password = readSecrets(directory).postgres_password;
  const stop = async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  };
  return { ownerUrl: server.ownerUrl, appUrl: server.appUrl, superuserUrl: superuser.toString(), stop };
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.toString().replaceAll("+", "%20");
}

/** Named after what the migrations say, so that runs on one server share it until a migration changes. */
async function ensureTemplate(ownerUrl: string): Promise<string> {
  const hash = createHash("sha256")
    .update(JSON.stringify(await readMigrationScripts()))
    .digest("hex")
    .slice(0, 12);
  const name = `docket_template_${hash}`;
  await withConnection(ownerUrl, async (owner) => {
    await owner.query(`select pg_advisory_lock(${templateLock})`);
    const { rowCount } = await owner.query("select from pg_database where datname = $1", [name]);
    if (rowCount === 1) return;
    const draft = `${name}_draft`;
    await owner.query(`drop database if exists ${draft}`);
    await owner.query(`create database ${draft}`);
    await applyMigrations(withDatabase(ownerUrl, draft));
    await owner.query(`alter database ${draft} rename to ${name}`);
  });
  return name;
}

/** A run that was killed left its server behind; the folder's name says whose it was. */
function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(new RegExp(`^${folderPrefix}(\\d+)-`).exec(name)?.[1]);
    if (!pid || isAlive(pid)) continue;
    const directory = join(tmpdir(), name);
    const postmaster = findPostmaster(join(directory, "postgres"));
    if (postmaster) process.kill(postmaster.pid, "SIGQUIT");
    rmSync(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}
