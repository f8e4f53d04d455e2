import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type pg from "pg";
import { directoryError, prepareDataDirectory, readSecrets, type Secrets } from "../data-directory";
import { StartupError } from "../startup-error";
import { connect } from "./connect";
import { type PostgresTools, postgresTools } from "./postgres-tools";
import { findPostmaster, isAlive, removeForeignPidFile } from "./postmaster";
import { createEmbeddedRoles, databaseName } from "./roles";
import { type Settings, settingsFile } from "./settings";

export type EmbeddedPostgres = {
  /** Owns the database `docket`: migrations, backup, maintenance. */
  ownerUrl: string;
  /** Owns nothing and obeys row-level security. */
  appUrl: string;
  /** Leaves the cluster; the last process to leave stops the server. */
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  dataDirectory: string;
  /** True for the one web server of this folder; commands share the cluster with it. */
  exclusive?: boolean;
  settings?: Settings;
};

type Cluster = {
  directory: string;
  dataDirectory: string;
  tools: PostgresTools;
  secrets: Secrets;
  settings: Settings;
};
type Holder = { client: pg.Client; port: number };

// Advisory locks in the database `postgres`: who uses the cluster (shared), and who is its web server.
const usersLock = "7031, 1";
const serverLock = "7031, 2";

const draftPrefix = "postgres.new-";
const patienceMs = 300_000;
const firstStartMegabytes = 400;

/** Starts the PostgreSQL server of this folder, or joins it where it already runs. */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDirectory } = options;
  const directory = join(dataDirectory, "postgres");
  prepareDataDirectory(dataDirectory, existsSync(directory) ? 64 : firstStartMegabytes);
  const cluster: Cluster = {
    directory,
    dataDirectory,
    tools: await postgresTools(dataDirectory),
    secrets: readSecrets(dataDirectory),
    settings: options.settings ?? {},
  };
  const holder = await joinCluster(cluster);
  try {
    if (options.exclusive) await claimServer(holder.client, dataDirectory);
    await createEmbeddedRoles(holder.client, cluster.secrets);
  } catch (error) {
    await leave(cluster, holder.client);
    throw error;
  }
  return {
    ownerUrl: address(holder.port, "docket_owner", cluster.secrets.owner_password, databaseName),
    appUrl: address(holder.port, "docket_app", cluster.secrets.app_password, databaseName),
    stop: () => leave(cluster, holder.client),
  };
}

/** Between "it runs" and "I am counted as a user" the last user may stop it: then start over. */
async function joinCluster(cluster: Cluster): Promise<Holder> {
  const deadline = Date.now() + patienceMs;
  if (!existsSync(join(cluster.directory, "PG_VERSION"))) await initialise(cluster);
  for (;;) {
    const holder = (await hold(cluster)) ?? (await startServer(cluster));
    if (holder) return holder;
    if (Date.now() > deadline)
      throw new StartupError(
        `The embedded PostgreSQL did not become ready: see ${join(cluster.directory, "log")} and start again.`,
      );
    await delay(150);
  }
}

async function hold(cluster: Cluster): Promise<Holder | undefined> {
  const postmaster = findPostmaster(cluster.directory);
  if (!postmaster?.port) return undefined;
  let client: pg.Client;
  try {
    const url = address(postmaster.port, "postgres", cluster.secrets.postgres_password, "postgres");
    client = await connect(url, { applicationName: `docket ${process.pid}`, timeoutMs: 5_000 });
  } catch (error) {
    if (error instanceof StartupError && error.message.includes("refused the login"))
      throw new StartupError(
        `${join(cluster.dataDirectory, "secrets.json")} does not belong to the database beside it: put back the file that was made with it.`,
      );
    return undefined;
  }
  try {
    const { rows } = await client.query(`select pg_try_advisory_lock_shared(${usersLock}) as held`);
    if (rows[0]?.held) return { client, port: postmaster.port };
  } catch {
    // The server is going down; the caller tries again.
  }
  await client.end().catch(() => undefined);
  return undefined;
}

async function startServer(cluster: Cluster): Promise<undefined> {
  if (findPostmaster(cluster.directory)) return undefined;
  removeForeignPidFile(cluster.directory);
  await writeSettings(cluster);
  const log = join(cluster.directory, "start.log");
  rmSync(log, { force: true });
  const result = await cluster.tools.run("pg_ctl", [
    "start",
    "-w",
    "-t",
    "300",
    "-s",
    "-D",
    cluster.directory,
    "-l",
    log,
  ]);
  if (result.ok || findPostmaster(cluster.directory)) return undefined;
  const reason = `${result.output}\n${existsSync(log) ? readFileSync(log, "utf8") : ""}`;
  // Left by a postmaster killed a moment ago: its children end by themselves within seconds.
  if (/already exists|still in use|could not bind/.test(reason)) return undefined;
  throw startError(cluster, reason);
}

async function initialise(cluster: Cluster): Promise<void> {
  removeAbandonedDrafts(cluster.dataDirectory);
  const draft = join(cluster.dataDirectory, `${draftPrefix}${process.pid}-${randomBytes(4).toString("hex")}`);
  const passwordFile = `${draft}.password`;
  try {
    mkdirSync(draft, { mode: 0o700 });
    writeFileSync(passwordFile, cluster.secrets.postgres_password, { mode: 0o600 });
    cluster.tools.own(draft);
    cluster.tools.own(passwordFile);
    const result = await cluster.tools.run("initdb", [
      `--pgdata=${draft}`,
      "--username=postgres",
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(cluster.settings.fsync === "off" ? ["--no-sync"] : []),
      "--no-instructions",
      "--set=include_if_exists=docket.conf",
    ]);
    if (!result.ok) throw startError(cluster, result.output);
    // The finished cluster appears under its name at once, so an interrupted start leaves no half of one.
    renameSync(draft, cluster.directory);
  } catch (error) {
    // Another first start was faster, and its cluster serves both.
    if (existsSync(join(cluster.directory, "PG_VERSION"))) return;
    throw directoryError(cluster.dataDirectory, error);
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function removeAbandonedDrafts(dataDirectory: string): void {
  for (const name of readdirSync(dataDirectory)) {
    const pid = Number(new RegExp(`^${draftPrefix}(\\d+)-`).exec(name)?.[1]);
    if (pid && !isAlive(pid)) rmSync(join(dataDirectory, name), { recursive: true, force: true });
  }
}

async function writeSettings(cluster: Cluster): Promise<void> {
  const path = join(cluster.directory, "docket.conf");
  const remembered = existsSync(path) ? Number(/^port = (\d+)$/m.exec(readFileSync(path, "utf8"))?.[1]) : 0;
  const port = (await freePort(remembered || 0)) ?? (await freePort(0)) ?? 0;
  writeFileSync(path, settingsFile(port, cluster.settings));
  cluster.tools.own(path);
}

function freePort(wanted: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(undefined));
    probe.listen(wanted, "127.0.0.1", () => {
      const bound = probe.address();
      probe.close(() => resolve(bound && typeof bound === "object" ? bound.port : undefined));
    });
  });
}

async function claimServer(client: pg.Client, dataDirectory: string): Promise<void> {
  const { rows } = await client.query(`select pg_try_advisory_lock(${serverLock}) as claimed`);
  if (rows[0]?.claimed) return;
  const holder = await client.query<{ name: string }>(
    `select a.application_name as name from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and l.classid = 7031 and l.objid = 2 and l.granted`,
  );
  const owner = holder.rows[0]?.name.replace("docket", "process") ?? "another process";
  throw new StartupError(
    `Docket is already running on ${dataDirectory} (${owner}): stop it first, or set DATA_DIR to another folder.`,
  );
}

/** Whoever can take the users' lock alone is the last one, and switches off the light. */
async function leave(cluster: Cluster, client: pg.Client): Promise<void> {
  let isLast = false;
  try {
    await client.query("select pg_advisory_unlock_all()");
    const { rows } = await client.query(`select pg_try_advisory_lock(${usersLock}) as alone`);
    isLast = rows[0]?.alone === true;
  } catch {
    // The server has gone already.
  }
  if (isLast)
    await cluster.tools.run("pg_ctl", [
      "stop",
      "-w",
      "-s",
      "-m",
      "fast",
      "-t",
      "120",
      "-D",
      cluster.directory,
    ]);
  await client.end().catch(() => undefined);
}

function startError(cluster: Cluster, reason: string): StartupError {
  if (/No space left on device|ENOSPC/i.test(reason))
    return new StartupError(
      `The disk of DATA_DIR ${cluster.dataDirectory} is full: free some space and start again.`,
    );
  if (/Permission denied/i.test(reason))
    return new StartupError(
      `The embedded PostgreSQL may not write to ${cluster.directory}: give its user the right to, or set DATA_DIR to another folder.`,
    );
  if (/incompatible with server|initialized by PostgreSQL version/i.test(reason))
    return new StartupError(
      `${cluster.directory} was made by another PostgreSQL version: make a backup with the Docket version that made it and restore it here.`,
    );
  const line =
    reason.split("\n").find((text) => /FATAL|PANIC|error/i.test(text)) ??
    reason.trim().split("\n").at(-1) ??
    "";
  return new StartupError(
    `The embedded PostgreSQL could not start (${line.trim()}): see ${join(cluster.directory, "start.log")}.`,
  );
}

function address(port: number, user: string, password: string, database: string): string {
  return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}
