import type pg from "pg";
import type { Secrets } from "../data-directory";
import { StartupError } from "../startup-error";

export const databaseName = "docket";
const rolesLock = "7031, 5";
export const applicationRole = "docket_app";

/** The embedded server: an owner without superuser rights, and the application's login that owns nothing. */
export async function createEmbeddedRoles(superuser: pg.Client, secrets: Secrets): Promise<void> {
  await superuser.query(`select pg_advisory_lock(${rolesLock})`);
  const { rowCount } = await superuser.query("select from pg_database where datname = $1", [databaseName]);
  if (rowCount === 0) await createRolesAndDatabase(superuser, secrets);
  await superuser.query(`select pg_advisory_unlock(${rolesLock})`);
}

/** A server of the user's own: the role must exist and the application's login must be able to become it. */
export async function ensureApplicationRole(owner: pg.Client, applicationLogin: string): Promise<void> {
  try {
    const { rowCount } = await owner.query("select from pg_roles where rolname = $1", [applicationRole]);
    if (rowCount === 0) await createRole(owner);
    await refusePowerfulRole(owner);
    if (applicationLogin !== applicationRole) await grantRole(owner, applicationLogin);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501") throw error;
    throw new StartupError(
      `The database login may not create or grant the role ${applicationRole}: as an administrator run ` +
        `CREATE ROLE ${applicationRole} NOLOGIN; GRANT ${applicationRole} TO "${applicationLogin}"; and start again.`,
    );
  }
}

async function createRolesAndDatabase(superuser: pg.Client, secrets: Secrets): Promise<void> {
  await createLogin(superuser, "docket_owner", secrets.owner_password, "createdb");
  await createLogin(superuser, applicationRole, secrets.app_password, "");
  await superuser.query(`grant ${applicationRole} to docket_owner`);
  await superuser.query(`create database ${databaseName} owner docket_owner`);
  await superuser.query(`revoke connect, temporary on database ${databaseName} from public`);
  await superuser.query(`grant connect on database ${databaseName} to ${applicationRole}`);
}

async function createLogin(
  superuser: pg.Client,
  name: string,
  password: string,
  extra: string,
): Promise<void> {
  const { rowCount } = await superuser.query("select from pg_roles where rolname = $1", [name]);
  const verb = rowCount === 0 ? "create" : "alter";
  await superuser.query(
    `${verb} role ${name} login nosuperuser nobypassrls ${extra} password ${superuser.escapeLiteral(password)}`,
  );
}

async function createRole(owner: pg.Client): Promise<void> {
  try {
    await owner.query(`create role ${applicationRole} nologin nosuperuser nobypassrls`);
  } catch (error) {
    // Another process, or another database of this server, made it at the same moment.
    const code = (error as { code?: string }).code;
    if (code !== "42710" && code !== "23505") throw error;
  }
}

async function refusePowerfulRole(owner: pg.Client): Promise<void> {
  const { rows } = await owner.query<{ powerful: boolean }>(
    "select rolsuper or rolbypassrls as powerful from pg_roles where rolname = $1",
    [applicationRole],
  );
  if (rows[0]?.powerful)
    throw new StartupError(
      `The role ${applicationRole} could bypass row-level security: run ALTER ROLE ${applicationRole} NOSUPERUSER NOBYPASSRLS.`,
    );
}

async function grantRole(owner: pg.Client, login: string): Promise<void> {
  const { rows } = await owner.query<{ granted: boolean }>(
    "select rolsuper or pg_has_role(oid, $2, 'SET') as granted from pg_roles where rolname = $1",
    [login, applicationRole],
  );
  if (rows[0]?.granted !== true)
    await owner.query(`grant ${applicationRole} to ${owner.escapeIdentifier(login)}`);
}
