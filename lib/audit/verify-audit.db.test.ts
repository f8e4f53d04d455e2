import pg from "pg";
import { beforeEach, describe, expect, test } from "vitest";
import { type Desk, makeDesk, withOwner } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { sealAudit } from "./seal-audit";
import { isInChain, verifyAudit } from "./verify-audit";

const addresses = useTestDatabase();
const rowCount = 12;
let desk: Desk;
let ids: number[] = [];

beforeEach(async () => {
  desk = await makeDesk();
  await desk.fill(async (ctx) => {
    for (let n = 0; n < rowCount; n += 1) await ctx.audit("CHECKED", null, { n });
  });
  await sealAudit();
  ids = (await desk.fill((ctx) => ctx.tx.ticketAudit.findMany({ orderBy: { id: "asc" } }))).map((row) =>
    Number(row.id),
  );
});

const verify = () => desk.fill((ctx) => verifyAudit(ctx));
const id = (place: number) => ids[place - 1] ?? 0;

/** What someone with the owner's password could do. */
function tamper(...statements: string[]): Promise<void> {
  return withOwner(async (owner) => {
    await owner.query("set app.maintenance = 'on'");
    for (const table of ["ticket_audit", "ticket_audit_seals"])
      await owner.query(`alter table ${table} disable trigger user`);
    for (const statement of statements) await owner.query(statement);
    for (const table of ["ticket_audit", "ticket_audit_seals"])
      await owner.query(`alter table ${table} enable trigger user`);
  });
}

describe("a chain nobody touched", () => {
  test("holds, row by row", async () => {
    expect(await verify()).toMatchObject({
      sealed: rowCount,
      unsealed: 0,
      problem: null,
      audit_id: null,
      row: null,
    });
  });

  test("says what is not sealed yet, and holds after sealing", async () => {
    await desk.fill((ctx) => makeTicket(ctx));
    expect(await verify()).toMatchObject({ sealed: rowCount, unsealed: 1, problem: null });
    expect(await sealAudit()).toBe(1);
    expect(await verify()).toMatchObject({ sealed: rowCount + 1, unsealed: 0, problem: null });
  });

  test("has a head that stays part of it", async () => {
    const { head } = await verify();
    await desk.fill((ctx) => ctx.audit("CHECKED", null));
    await sealAudit();
    expect(await desk.fill((ctx) => isInChain(ctx, head ?? ""))).toBe(true);
    expect((await verify()).head).not.toBe(head);
  });

  test("is each organization's own", async () => {
    const other = await makeDesk();
    await other.fill((ctx) => ctx.audit("CHECKED", null));
    await sealAudit();
    expect(await other.fill((ctx) => verifyAudit(ctx))).toMatchObject({ sealed: 1, problem: null });
    expect(await verify()).toMatchObject({ sealed: rowCount });
  });
});

describe("the first thing wrong is named", () => {
  test.each([
    ["payload", `payload = '{"n": 99}'`],
    ["action", "action = 'NOTHING'"],
    ["actor", "actor_id = gen_random_uuid()"],
    ["instant", "created_at = created_at + interval '1 second'"],
    ["address", "ip_address = '203.0.113.1'"],
    ["digest", "digest = sha256('x')"],
    ["salt", "salt = '\\x00'"],
  ])("an altered %s", async (_, change) => {
    await tamper(`update ticket_audit set ${change} where id in (${id(4)}, ${id(9)})`);
    expect(await verify()).toMatchObject({
      problem: "the row was altered",
      audit_id: id(4),
      chain_position: 4,
    });
  });

  test("a row altered together with its digest", async () => {
    await tamper(
      `update ticket_audit set payload = '{}' where id = ${id(5)}`,
      `update ticket_audit a set digest = audit_digest(a) where id = ${id(5)}`,
    );
    expect(await verify()).toMatchObject({ problem: "the row was replaced or reordered", audit_id: id(5) });
  });

  test("a deleted row", async () => {
    await tamper(`delete from ticket_audit where id = ${id(3)}`);
    expect(await verify()).toMatchObject({
      problem: "the sealed row is missing",
      audit_id: id(3),
      row: null,
    });
  });

  test("a row deleted together with its seal", async () => {
    await tamper(
      `delete from ticket_audit where id = ${id(3)}`,
      `delete from ticket_audit_seals where audit_id = ${id(3)}`,
    );
    expect(await verify()).toMatchObject({ problem: "a seal is missing before this one", audit_id: id(4) });
  });

  test("the first rows deleted with their seals", async () => {
    await tamper(
      `delete from ticket_audit where id <= ${id(2)}`,
      `delete from ticket_audit_seals where audit_id <= ${id(2)}`,
    );
    expect(await verify()).toMatchObject({ problem: "a seal is missing before this one", audit_id: id(3) });
  });

  test("two rows in each other's place", async () => {
    await tamper(
      `update ticket_audit_seals s set audit_id = -s.audit_id where audit_id in (${id(6)}, ${id(7)})`,
      `update ticket_audit_seals set audit_id = case audit_id when ${-id(6)} then ${id(7)} else ${id(6)} end where audit_id < 0`,
    );
    expect(await verify()).toMatchObject({
      problem: "the row was replaced or reordered",
      chain_position: 6,
      audit_id: id(7),
    });
  });

  test("a last seal taken away", async () => {
    await tamper(`delete from ticket_audit_seals where audit_id = ${id(rowCount)}`);
    expect(await verify()).toMatchObject({
      problem: "a row was added around the chain",
      audit_id: id(rowCount),
    });
  });

  test("the end cut off with its seals is found by a head noted before", async () => {
    const { head } = await verify();
    await tamper(
      `delete from ticket_audit where id > ${id(8)}`,
      `delete from ticket_audit_seals where audit_id > ${id(8)}`,
    );
    expect(await verify()).toMatchObject({ problem: null, sealed: 8 });
    expect(await desk.fill((ctx) => isInChain(ctx, head ?? ""))).toBe(false);
  });

  test("a row not sealed yet, altered or deleted", async () => {
    await desk.fill((ctx) => ctx.audit("CHECKED", null, { late: true }));
    const [late] = await desk.fill((ctx) =>
      ctx.tx.ticketAudit.findMany({ orderBy: { id: "desc" }, take: 1 }),
    );
    await tamper(`update ticket_audit set payload = '{}' where id = ${late?.id}`);
    expect(await verify()).toMatchObject({
      problem: "an unsealed row was altered",
      audit_id: Number(late?.id),
    });
    await tamper(`delete from ticket_audit where id = ${late?.id}`);
    expect(await verify()).toMatchObject({
      problem: "an unsealed row is missing",
      audit_id: Number(late?.id),
    });
  });

  test("a row slipped in past the queue", async () => {
    await tamper(
      `insert into ticket_audit (organization_id, action, salt, digest) values ('${desk.organization.id}', 'FORGED', '\\x00', '\\x00')`,
    );
    expect(await verify()).toMatchObject({
      problem: "a row was added around the chain",
      row: { action: "FORGED" },
    });
  });
});

describe("append-only", () => {
  test.each([
    "update ticket_audit set action = 'X'",
    "delete from ticket_audit",
    "truncate ticket_audit",
    "truncate ticket_audit cascade",
    "update ticket_audit_seals set chain_hash = '\\x00'",
    "delete from ticket_audit_seals",
    "truncate ticket_audit_seals",
  ])("the owner is refused: %s", async (statement) => {
    await withOwner(async (owner) => {
      await owner.query("set app.maintenance = 'on'");
      await expect(owner.query(statement)).rejects.toMatchObject({ code: "DK002" });
    });
  });

  test.each([
    "update ticket_audit set action = 'X'",
    "delete from ticket_audit",
    "delete from ticket_audit_seals",
  ])("the application is refused: %s", async (statement) => {
    await expect(desk.fill((ctx) => ctx.tx.$executeRawUnsafe(statement))).rejects.toThrow();
  });

  test("a ticket that has a history cannot be deleted", async () => {
    const ticket = await desk.fill((ctx) => makeTicket(ctx));
    await expect(desk.fill((ctx) => ctx.tx.ticket.delete({ where: { id: ticket.id } }))).rejects.toThrow();
  });

  test("a client cannot choose the digest its row is sealed with", async () => {
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`insert into ticket_audit (action, salt, digest) values ('CHECKED', decode('00', 'hex'), decode('00', 'hex'))`,
    );
    await sealAudit();
    expect(await verify()).toMatchObject({ problem: null, sealed: rowCount + 1 });
  });
});

describe("sealing and writing at once", () => {
  test("a writer commits while a sealer holds its batch, and a second sealer passes by", async () => {
    await desk.fill((ctx) => ctx.audit("CHECKED", null));
    const sealer = new pg.Client({ connectionString: addresses.appUrl });
    await sealer.connect();
    try {
      await sealer.query("begin");
      expect((await sealer.query("select seal_audit() as n")).rows[0].n).toBe(1);
      await desk.fill(async (ctx) => {
        await ctx.tx.$executeRaw`set local lock_timeout = '500ms'`;
        await ctx.audit("CHECKED", null, { meanwhile: true });
      });
      expect(await sealAudit()).toBe(0);
      await sealer.query("commit");
    } finally {
      await sealer.end();
    }
    expect(await sealAudit()).toBe(1);
    expect(await verify()).toMatchObject({ problem: null, sealed: rowCount + 2, unsealed: 0 });
  });

  test("a sealer does not wait for a writer, and takes its row after the commit", async () => {
    const writer = new pg.Client({ connectionString: addresses.appUrl });
    await writer.connect();
    try {
      await writer.query("begin");
      await writer.query("select set_config('app.organization_id', $1, true)", [desk.organization.id]);
      await writer.query("insert into ticket_audit (action) values ('EARLY')");
      await desk.fill((ctx) => ctx.audit("LATE", null));
      expect(await sealAudit()).toBe(1);
      await writer.query("commit");
    } finally {
      await writer.end();
    }
    expect(await sealAudit()).toBe(1);
    expect(await verify()).toMatchObject({ problem: null, sealed: rowCount + 2 });
  });

  test("many writers and sealers at once leave one whole chain", async () => {
    const writers = Array.from({ length: 20 }, (_, n) =>
      desk.fill((ctx) => ctx.audit("CHECKED", null, { n })),
    );
    await Promise.all([...writers, sealAudit(), sealAudit(), sealAudit()]);
    await sealAudit();
    expect(await verify()).toMatchObject({ problem: null, sealed: rowCount + 20, unsealed: 0 });
  });
});
