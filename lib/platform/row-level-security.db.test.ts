import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { database } from "./database/client";

useTestDatabase();

/** Tables the application cannot touch at all; definer functions alone reach them. */
const withoutGrants = ["ticket_search", "ticket_audit_unsealed", "sign_in_throttle", "live_positions"];
/** Tables of the server as a whole, which hold no organization's data. */
const withoutOrganization = ["sign_in_throttle", "_prisma_migrations", "organizations"];

type Table = {
  name: string;
  has_organization: boolean;
  is_enabled: boolean;
  is_forced: boolean;
  policies: string[];
  owner: string;
};
let tables: Table[] = [];
beforeAll(async () => {
  tables = await catalog<Table>(`
    select c.relname as name, c.relrowsecurity as is_enabled, c.relforcerowsecurity as is_forced, pg_get_userbyid(c.relowner) as owner,
      exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'organization_id' and not a.attisdropped) as has_organization,
      array(select p.polname::text from pg_policy p where p.polrelid = c.oid order by 1) as policies
    from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace order by 1`);
});

test("there are tables to look at", () => {
  expect(tables.length).toBeGreaterThan(20);
});

test("every table belongs to an organization or is known not to", () => {
  const strangers = tables.filter((table) => !table.has_organization).map((table) => table.name);
  expect(strangers.filter((name) => !withoutOrganization.includes(name))).toEqual([]);
});

test("every organization table forces row-level security by both policies, or gives the application nothing", () => {
  const open = tables
    .filter((table) => table.has_organization || table.name === "organizations")
    .filter((table) => !withoutGrants.includes(table.name))
    .filter(
      (table) =>
        !table.is_enabled || !table.is_forced || table.policies.join() !== "maintenance,organization",
    );
  expect(open.map((table) => table.name)).toEqual([]);
});

test("the application has no right on the tables it must not touch", async () => {
  const rights = await catalog(`
    select table_name, privilege_type from information_schema.table_privileges
    where grantee in ('docket_app', 'PUBLIC') and table_schema = 'public' and table_name = any ('{${withoutGrants.join()}}')`);
  expect(rights).toEqual([]);
});

test("policies read the organization from the transaction alone, for every command", async () => {
  const policies = await catalog<{ table: string; expression: string; command: string }>(`
    select polrelid::regclass::text as table, pg_get_expr(polqual, polrelid) as expression, polcmd as command
    from pg_policy where polname = 'organization'`);
  for (const policy of policies) {
    expect(policy.command).toBe("*");
    expect(policy.expression).toMatch(
      /^\((organization_id|id) = \( SELECT \(NULLIF\(current_setting\('app\.organization_id'/,
    );
  }
});

test("the maintenance policy is the owner's alone", async () => {
  const holders = await catalog<{ role: string }>(`
    select distinct pg_get_userbyid(role) as role from pg_policy, unnest(polroles) role where polname = 'maintenance'`);
  expect(holders).toHaveLength(1);
  expect(holders[0]?.role).not.toBe("docket_app");
});

test("every foreign key between organization tables carries the organization", async () => {
  const keys = await catalog<{ table: string; definition: string }>(`
    select c.conrelid::regclass::text as table, pg_get_constraintdef(c.oid) as definition from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.confrelid <> 'organizations'::regclass`);
  expect(keys.length).toBeGreaterThan(20);
  expect(
    keys.filter(
      (key) => !/^FOREIGN KEY \(organization_id, .+ REFERENCES .+\(organization_id, /.test(key.definition),
    ),
  ).toEqual([]);
});

test("nothing of an organization is erased by a cascade", async () => {
  const cascades = await catalog(`
    select conrelid::regclass::text as table, conname from pg_constraint
    where contype = 'f' and confdeltype in ('c', 'n', 'd') and confrelid in ('tickets'::regclass, 'organizations'::regclass, 'users'::regclass)`);
  expect(cascades).toEqual([]);
});

test("a table that another refers to is unique by organization and id", async () => {
  const missing = await catalog(`
    select distinct c.confrelid::regclass::text as table from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.confrelid <> 'organizations'::regclass
      and not exists (select from pg_constraint u where u.conrelid = c.confrelid and u.contype in ('u', 'p')
        and pg_get_constraintdef(u.oid) ~ '\\(organization_id, ')`);
  expect(missing).toEqual([]);
});

test("the application's role owns nothing, bypasses nothing and creates nothing", async () => {
  const [role] = await catalog<Record<string, boolean>>(`
    select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, has_schema_privilege('docket_app', 'public', 'create') as creates_tables,
      exists (select from pg_class where relowner = pg_roles.oid) or exists (select from pg_proc where proowner = pg_roles.oid) as owns
    from pg_roles where rolname = 'docket_app'`);
  expect(Object.entries(role ?? { none: true }).filter(([, value]) => value)).toEqual([]);
});

test("functions with the owner's rights fix their search path", async () => {
  const loose = await catalog(`
    select proname from pg_proc where prosecdef and pronamespace = 'public'::regnamespace
      and not exists (select from unnest(proconfig) setting where setting like 'search_path=%pg_temp')`);
  expect(loose).toEqual([]);
});

test("the application reads which migrations ran, and no more", async () => {
  const rights = await catalog(`
    select privilege_type from information_schema.table_privileges
    where grantee = 'docket_app' and table_name = '_prisma_migrations'`);
  expect(rights).toEqual([{ privilege_type: "SELECT" }]);
});

test("the audit tables may only grow", async () => {
  const rights = await catalog<{ privilege_type: string }>(`
    select distinct privilege_type from information_schema.table_privileges
    where grantee = 'docket_app' and table_name in ('ticket_audit', 'ticket_audit_seals')
      and privilege_type in ('UPDATE', 'DELETE', 'TRUNCATE')`);
  expect(rights).toEqual([]);
});

describe("in practice", () => {
  let mine: Desk;
  let theirs: Desk;
  beforeAll(async () => {
    [mine, theirs] = [await makeDesk(), await makeDesk()];
    await theirs.fill((ctx) => makeTicket(ctx));
  });

  test("without an organization nothing is seen", async () => {
    for (const table of tables.filter(
      ({ name }) => ![...withoutGrants, "_prisma_migrations"].includes(name),
    )) {
      const [row] = await database().$queryRawUnsafe<{ n: number }[]>(
        `select count(*)::int as n from "${table.name}"`,
      );
      expect([table.name, row?.n]).toEqual([table.name, 0]);
    }
  });

  test("the maintenance switch does nothing for the application", async () => {
    const seen = await mine.fill(async (ctx) => {
      await ctx.tx.$queryRaw`select set_config('app.maintenance', 'on', true)`;
      return ctx.tx.ticket.count();
    });
    expect(seen).toBe(0);
  });

  test("functions with the owner's rights refuse another organization's name", async () => {
    const foreign = theirs.organization.id;
    for (const call of [
      `next_ticket_number('${foreign}')`,
      `verify_audit('${foreign}')`,
      `verify_audit_of('${foreign}')`,
    ])
      await expect(mine.fill((ctx) => ctx.tx.$queryRawUnsafe(`select ${call}::text`))).rejects.toMatchObject({
        code: "not_found",
      });
    const own = mine.organization.id;
    await mine.fill((ctx) => ctx.tx.$queryRawUnsafe(`select verify_audit('${own}')::text`));
  });

  test("a row cannot be written into, or moved to, another organization", async () => {
    const foreign = theirs.organization.id;
    const own = await mine.fill((ctx) => makeTicket(ctx));
    await expect(mine.fill((ctx) => makeTicket(ctx, { organization_id: foreign }))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(
      mine.fill(
        (ctx) =>
          ctx.tx
            .$executeRaw`update tickets set organization_id = ${foreign}::uuid where id = ${own.id}::uuid`,
      ),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});

function catalog<Row extends object>(query: string): Promise<Row[]> {
  return withOwner(async (owner) => (await owner.query<Row>(query)).rows);
}
