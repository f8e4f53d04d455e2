import type pg from "pg";
import { connect } from "./connect";
import { readMigrationState } from "./migrate";
import { applicationRole } from "./roles";

export type Finding = { check: string; status: "ok" | "warning" | "problem"; message: string };

/** What doctor says about the database; each finding stands for itself, so that one failure hides no other. */
export async function examineDatabase(ownerUrl: string, appUrl: string): Promise<Finding[]> {
  const owner = await connect(ownerUrl);
  const app = await connect(appUrl);
  try {
    return [
      await examineVersion(owner),
      await examineMigrations(ownerUrl),
      await examineRole(app),
      await examineLogin(app),
      await examineRowSecurity(owner),
      await examineOwnership(owner),
      await examineClock(owner),
    ];
  } finally {
    await owner.end();
    await app.end();
  }
}

async function examineVersion(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query("select current_setting('server_version') as version");
  return { check: "PostgreSQL", status: "ok", message: `version ${rows[0].version}` };
}

async function examineMigrations(ownerUrl: string): Promise<Finding> {
  const { applied, pending, edited, unknown } = await readMigrationState(ownerUrl);
  const check = "Migrations";
  if (unknown.length > 0)
    return {
      check,
      status: "problem",
      message: `the database belongs to a newer Docket (${unknown.at(-1)})`,
    };
  if (pending.length > 0)
    return {
      check,
      status: "problem",
      message: `${pending.length} pending: run "npm run docket -- migrate"`,
    };
  if (edited.length > 0)
    return { check, status: "warning", message: `changed after they were applied: ${edited.join(", ")}` };
  return { check, status: "ok", message: `${applied.length} applied` };
}

async function examineRole(app: pg.Client): Promise<Finding> {
  const { rows } = await app.query<{ role: string; powerful: boolean }>(
    "select current_user::text as role, rolsuper or rolbypassrls as powerful from pg_roles where rolname = current_user",
  );
  const check = "Application role";
  const { role = "", powerful = true } = rows[0] ?? {};
  if (powerful)
    return {
      check,
      status: "problem",
      message: `${role} bypasses row-level security: run ALTER ROLE "${role}" NOSUPERUSER NOBYPASSRLS`,
    };
  return { check, status: "ok", message: `${role}, without the right to bypass row-level security` };
}

/** With one login for everything, a statement that resets the role would get the owner's rights. */
async function examineLogin(app: pg.Client): Promise<Finding> {
  const { rows } = await app.query<{ login: string; shared: boolean }>(
    `select session_user::text as login, session_user <> current_user and exists (
       select from pg_class c join pg_roles r on r.oid = c.relowner
       where c.oid = to_regclass('organizations') and pg_has_role(session_user, r.oid, 'MEMBER')) as shared`,
  );
  const check = "Separate logins";
  const { login = "", shared = false } = rows[0] ?? {};
  if (!shared) return { check, status: "ok", message: `the application logs in as ${login}` };
  return {
    check,
    status: "warning",
    message: `${login} serves the application and owns the tables: a second login is safer (DATABASE_URL with a member of ${applicationRole}, MIGRATION_DATABASE_URL with the owner)`,
  };
}

/** Tables the application cannot reach at all (the search documents) need no policy. */
async function examineRowSecurity(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ tables: number; open: string[] }>(
    `select count(*)::int as tables,
       coalesce(array_agg(c.relname::text) filter (where not (c.relrowsecurity and c.relforcerowsecurity)
         or not exists (select from pg_policy p where p.polrelid = c.oid)), '{}') as open
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped
     where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace
       and has_table_privilege($1, c.oid, 'SELECT, INSERT, UPDATE, DELETE')`,
    [applicationRole],
  );
  const check = "Row-level security";
  const { tables = 0, open = [] } = rows[0] ?? {};
  if (open.length > 0)
    return {
      check,
      status: "problem",
      message: `not forced on ${open.join(", ")}: run the migrations, or restore a backup`,
    };
  return { check, status: "ok", message: `forced on ${tables} tables` };
}

async function examineOwnership(owner: pg.Client): Promise<Finding> {
  const { rows } = await owner.query<{ owned: number }>(
    "select count(*)::int as owned from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1",
    [applicationRole],
  );
  const check = "Ownership";
  const owned = rows[0]?.owned ?? 0;
  if (owned > 0)
    return {
      check,
      status: "problem",
      message: `${applicationRole} owns ${owned} objects: run REASSIGN OWNED BY ${applicationRole} TO the owner`,
    };
  return { check, status: "ok", message: `${applicationRole} owns nothing` };
}

async function examineClock(owner: pg.Client): Promise<Finding> {
  const before = Date.now();
  const { rows } = await owner.query<{ now: Date }>("select clock_timestamp() as now");
  const apart = Math.round(Math.abs((rows[0]?.now.getTime() ?? before) - (before + Date.now()) / 2) / 1000);
  const check = "Clocks";
  if (apart > 5)
    return {
      check,
      status: "warning",
      message: `the database's clock is ${apart} s away from this machine's: set both by NTP`,
    };
  return { check, status: "ok", message: "the database and this machine agree" };
}
