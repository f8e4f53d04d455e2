import { beforeAll, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { AppError } from "../errors";
import { type Context, withOrganization } from "../organization";
import { database, queryAtOnce } from "./client";
import { sql } from "./sql";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const everyType = sql`
  select 1::smallint as small, 2 as whole, 9007199254740993 as large, 1.5::real as real, 2.25::double precision as double,
    12345678901234567890.123::numeric as exact, true as truth, 'text' as text, 'fixed'::char(8) as fixed, 'name'::name as name,
    '2026-11-21'::date as day, '13:14:15.5'::time as time, '2026-11-21 13:14:15.123'::timestamp as local,
    '2026-11-21 13:14:15.123456+02'::timestamptz as instant, '{"a": [1, null]}'::jsonb as json,
    'null'::json as json_null, '\\xdeadbeef'::bytea as bytes, '01a1fe57-00d5-7387-8660-a960ea02ee3a'::uuid as id,
    '10.0.0.1'::inet as address, array['a', null, 'b,"c'] as texts, array[1, 2] as wholes, array[3::bigint] as larges,
    array['01a1fe57-00d5-7387-8660-a960ea02ee3a'::uuid] as ids, array['2026-11-21 13:14:15+00'::timestamptz] as instants,
    array[1.5::numeric] as exacts, array['{"a": 1}'::jsonb] as jsons, array[true, false] as truths, null::int as nothing,
    '{}'::text[] as empty`;

test("values are what Prisma makes of them", async () => {
  const [expected] = await database().$queryRaw<object[]>(everyType);
  const [direct] = await desk.as("admin", (ctx) => ctx.tx.$queryRaw<object[]>(everyType));
  const [atOnce] = await queryAtOnce<object>(everyType);
  expect(direct).toEqual(expected);
  expect(atOnce).toEqual(expected);
});

test("parameters arrive as with Prisma", async () => {
  const day = new Date("2026-11-21T13:14:15.123Z");
  const statement = sql`
    select ${day}::timestamptz as instant, ${[day]}::timestamptz[] as instants, ${"it's"} as text, ${["a", 'b"c', null]}::text[] as texts,
      ${5n}::bigint as large, ${1.5}::float8 as real, ${true}::bool as truth, ${null}::uuid as nothing,
      ${new Uint8Array([1, 2, 255])}::bytea as bytes, ${JSON.stringify({ a: 1 })}::jsonb as json`;
  const [expected] = await database().$queryRaw<object[]>(statement);
  expect((await desk.as("admin", (ctx) => ctx.tx.$queryRaw<object[]>(statement)))[0]).toEqual(expected);
});

test("raw SQL and Prisma's own queries share the transaction", async () => {
  await expect(
    desk.as("admin", async (ctx) => {
      const { id } = await makeTicket(ctx, { title: "Only within this transaction" });
      expect(
        await ctx.tx.$executeRaw`update tickets set title = 'Changed by raw SQL' where id = ${id}::uuid`,
      ).toBe(1);
      expect(await ctx.tx.ticket.findUnique({ where: { id } })).toMatchObject({
        title: "Changed by raw SQL",
      });
      throw new AppError("conflict", "Take it back.");
    }),
  ).rejects.toThrow("Take it back.");
  const left = await desk.fill(
    (ctx) => ctx.tx.$queryRaw`select from tickets where title = 'Changed by raw SQL'`,
  );
  expect(left).toEqual([]);
});

test("the transaction begins with its settings and its isolation level, and leaves none behind", async () => {
  const settings = sql`select current_setting('app.organization_id', true) as organization, current_setting('app.actor_id', true) as actor,
    current_setting('app.actor_role', true) as role, current_setting('app.ip_address', true) as address, current_setting('transaction_isolation') as level`;
  const actor = desk.actor("admin", { ipAddress: "10.0.0.1'; drop table tickets; --" });
  const [within] = await withOrganization(actor, (ctx) => ctx.tx.$queryRaw<object[]>(settings), {
    isolationLevel: "RepeatableRead",
  });
  expect(within).toEqual({
    organization: desk.organization.id,
    actor: desk.people.admin.id,
    role: "admin",
    address: "10.0.0.1'; drop table tickets; --",
    level: "repeatable read",
  });
  for (let at = 0; at < 20; at += 1)
    expect((await queryAtOnce<{ organization: string | null }>(settings))[0]?.organization || "").toBe("");
});

test("many transactions at once keep to their own organization", async () => {
  const other = await makeDesk();
  const seen = await Promise.all(
    Array.from({ length: 60 }, (_, at) =>
      (at % 2 ? desk : other).as("admin", async (ctx) => {
        const [row] = await ctx.tx.$queryRaw<{ id: string }[]>`select id from organizations`;
        return [row?.id, ctx.organizationId];
      }),
    ),
  );
  for (const [found, own] of seen) expect(found).toBe(own);
});

test("what is refused says so in the words of the desk", async () => {
  const refused = (run: (ctx: Context) => Promise<unknown>) =>
    desk.as("admin", run).catch((error: AppError) => error.code);
  expect(await refused((ctx) => ctx.tx.$queryRaw`select ${"not a number"}::int`)).toBe("invalid_input");
  expect(
    await refused(
      (ctx) =>
        ctx.tx
          .$executeRaw`insert into users (id, email, name, role) select id, email, name, role from users limit 1`,
    ),
  ).toBe("conflict");
});

test("a transaction that took too long cannot go on, on a connection that is someone else's by now", async () => {
  let late: unknown;
  const running = withOrganization(
    desk.actor("admin"),
    async (ctx) => {
      await new Promise((resolve) => setTimeout(resolve, 600));
      late = await ctx.tx.$queryRaw`select 1 as one`.catch((error: { code: string }) => error.code);
    },
    { timeoutMs: 200 },
  );
  await expect(running).rejects.toMatchObject({ code: "unavailable" });
  expect(late).toBe("P2028");
});
