import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startThrowawayCluster, type ThrowawayCluster, withDatabase } from "@/prisma/seed/test-cluster";
import { env, setEnv } from "../env";
import { closeDatabase, database } from "./client";
import { requireSupportedVersion, withConnection } from "./connect";
import { examineDatabase } from "./examine";
import { applyMigrations } from "./migrate";

/** A server of the user's own: a second cluster that has never heard of Docket's roles. */
describe("a database given by DATABASE_URL alone", () => {
  let cluster: ThrowawayCluster;
  const as = (login: string, databaseName = login) => {
    const url = new URL(withDatabase(cluster.superuserUrl, databaseName));
    url.username = login;
    url.password = "secret";
    return url.toString();
  };

  beforeAll(async () => {
    cluster = await startThrowawayCluster();
    await withConnection(cluster.superuserUrl, async (superuser) => {
      await superuser.query("drop database docket");
      await superuser.query("drop role docket_app, docket_owner");
      await superuser.query("create role humble login password 'secret'");
      await superuser.query("create role desk login createrole password 'secret'");
      for (const name of ["humble", "desk"]) await superuser.query(`create database ${name} owner ${name}`);
      await superuser.query("create database elsewhere");
    });
  });

  afterAll(async () => {
    await closeDatabase();
    setEnv({ DATABASE_URL: undefined });
    await cluster.stop();
  });

  it("asks an administrator where the login may not create the role", async () => {
    await expect(applyMigrations(as("humble"))).rejects.toThrow(
      /CREATE ROLE docket_app NOLOGIN; GRANT docket_app TO "humble"/,
    );
  });

  it("says which right is missing", async () => {
    await expect(applyMigrations(as("desk", "elsewhere"))).rejects.toThrow(
      /login desk may not create tables in elsewhere/,
    );
  });

  it("is migrated, and serves the application as docket_app", async () => {
    setEnv({ DATABASE_URL: as("desk") });
    await applyMigrations(as("desk"), { applicationUrl: env().APP_DATABASE_URL });
    const rows = await database().$queryRaw`
      select current_user::text as role, session_user::text as login, (select count(*)::int from organizations) as organizations`;
    expect(rows).toEqual([{ role: "docket_app", login: "desk", organizations: 0 }]);
    await expect(database().$executeRaw`create table mine (id int)`).rejects.toThrow(/permission denied/);
  });

  it("gets the advice of a second login from doctor, and nothing worse", async () => {
    const findings = await examineDatabase(as("desk"), env().APP_DATABASE_URL);
    const remarkable = findings.filter(({ status }) => status !== "ok");
    expect(remarkable).toMatchObject([{ check: "Separate logins", status: "warning" }]);
  });

  it("is also served through a second login, which the owner lets in", async () => {
    await withConnection(cluster.superuserUrl, (superuser) =>
      superuser.query("create role web login password 'secret'"),
    );
    await closeDatabase();
    setEnv({ DATABASE_URL: as("web", "desk"), MIGRATION_DATABASE_URL: as("desk") });
    await applyMigrations(as("desk"), { applicationUrl: env().APP_DATABASE_URL });
    const rows = await database().$queryRaw`select current_user::text as role, session_user::text as login`;
    expect(rows).toEqual([{ role: "docket_app", login: "web" }]);
    const findings = await examineDatabase(as("desk"), env().APP_DATABASE_URL);
    expect(findings.filter(({ status }) => status !== "ok")).toEqual([]);
    setEnv({ MIGRATION_DATABASE_URL: undefined });
  });

  it.each([
    ["a wrong password", () => as("desk").replace("secret", "wrong"), /refused the login of desk/],
    ["a missing database", () => as("desk", "nowhere"), /has no database nowhere/],
    [
      "no server",
      () => "postgresql://desk:secret@127.0.0.1:1/desk",
      /127\.0\.0\.1:1 cannot be reached \(ECONNREFUSED\)/,
    ],
  ])("names the remedy for %s and never the password", async (_case, url, message) => {
    const error = await applyMigrations(url()).catch((caught: Error) => caught);
    expect(String(error)).toMatch(message);
    expect(String(error)).not.toMatch(/secret|wrong/);
  });

  it("refuses a server that is too old", async () => {
    const old = { query: async () => ({ rows: [{ major: 15, version: "15.7" }] }) } as unknown as pg.Client;
    await expect(requireSupportedVersion(old)).rejects.toThrow(
      "version 15.7, which is too old: Docket needs version 16 or later",
    );
  });
});
