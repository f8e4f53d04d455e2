import { mkdtemp, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { secretsPath } from "../data-directory";
import { withConnection } from "./connect";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "./embedded-postgres";
import { findPostmaster } from "./postmaster";
import { throwawaySettings } from "./settings";

// fsync stays on where a crash is what is tested.
const settings = { shared_buffers: "32MB", logging_collector: "off" };

describe("the embedded server", () => {
  let dataDirectory = "";
  let server: EmbeddedPostgres;
  const start = (exclusive = false) => startEmbeddedPostgres({ dataDirectory, exclusive, settings });
  const postmaster = () => findPostmaster(join(dataDirectory, "postgres"));

  beforeAll(async () => {
    dataDirectory = await mkdtemp(join(tmpdir(), "docket-embedded-"));
    server = await start(true);
  });
  afterAll(async () => {
    await server.stop();
    await rm(dataDirectory, { recursive: true });
  });

  it("gives the application a login that owns nothing and cannot bypass row-level security", async () => {
    await withConnection(server.appUrl, async (app) => {
      const { rows } = await app.query(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = current_user",
      );
      expect(rows).toEqual([
        { rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false },
      ]);
      await expect(app.query("create table mine (id int)")).rejects.toThrow(/permission denied/);
    });
    await withConnection(server.ownerUrl, async (owner) => {
      const { rows } = await owner.query(
        "select rolsuper, rolbypassrls from pg_roles where rolname = current_user",
      );
      expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false }]);
      await owner.query("create extension pg_trgm");
      await owner.query("create table kept (id int)");
    });
  });

  it("keeps its secrets to itself", async () => {
    expect((await stat(secretsPath(dataDirectory))).mode & 0o777).toBe(0o600);
    expect((await stat(join(dataDirectory, "postgres"))).mode & 0o777).toBe(0o700);
    const log = await readFile(join(dataDirectory, "postgres", "start.log"), "utf8");
    expect(log).not.toContain(new URL(server.ownerUrl).password);
  });

  it("lets one server in and any number of commands", async () => {
    await expect(start(true)).rejects.toThrow(
      new RegExp(`already running on ${dataDirectory} \\(process ${process.pid}\\)`),
    );
    const command = await start();
    expect(command.ownerUrl).toBe(server.ownerUrl);
    await command.stop();
    await withConnection(server.ownerUrl, (owner) => owner.query("select from kept"));
  });

  it("is found by whoever comes by a link to its folder", async () => {
    const link = `${dataDirectory}-link`;
    await symlink(dataDirectory, link);
    const command = await startEmbeddedPostgres({ dataDirectory: link, settings });
    expect(command.ownerUrl).toBe(server.ownerUrl);
    await command.stop();
    await rm(link);
    await withConnection(server.ownerUrl, (owner) => owner.query("select from kept"));
  });

  it("stops with the last who leaves, and remembers its address", async () => {
    const command = await start();
    await server.stop();
    await withConnection(command.ownerUrl, (owner) => owner.query("select from kept"));
    await command.stop();
    expect(postmaster()).toBeUndefined();
    const { ownerUrl } = server;
    server = await start(true);
    expect(server.ownerUrl).toBe(ownerUrl);
  });

  it("recovers what was committed after the server was killed", async () => {
    await withConnection(server.ownerUrl, (owner) =>
      owner.query("insert into kept select generate_series(1, 1000)"),
    );
    process.kill(postmaster()?.pid ?? 0, "SIGKILL");
    await server.stop();
    server = await start(true);
    await withConnection(server.ownerUrl, async (owner) => {
      expect((await owner.query("select count(*)::int as rows from kept")).rows[0].rows).toBe(1000);
    });
  });

  it("starts although its lock file names a process that is none of its own", async () => {
    await server.stop();
    await writeFile(
      join(dataDirectory, "postgres", "postmaster.pid"),
      `${process.pid}\n${dataDirectory}/postgres\n0\n1\n\n127.0.0.1\n`,
    );
    server = await start(true);
    expect(postmaster()?.pid).not.toBe(process.pid);
  });

  it("says so when the secrets belong to another database", async () => {
    const path = secretsPath(dataDirectory);
    const secrets = await readFile(path, "utf8");
    await writeFile(
      path,
      secrets.replace(/"postgres_password": "\w+"/, `"postgres_password": "${"0".repeat(64)}"`),
    );
    await expect(start()).rejects.toThrow(/secrets\.json does not belong to the database beside it/);
    await writeFile(path, secrets);
  });
});

it("is made once when two first starts meet", async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "docket-embedded-"));
  const both = await Promise.all(
    [0, 1].map(() => startEmbeddedPostgres({ dataDirectory, settings: throwawaySettings })),
  );
  expect(both[0]?.ownerUrl).toBe(both[1]?.ownerUrl);
  for (const server of both) await server.stop();
  await rm(dataDirectory, { recursive: true });
});
