import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Context } from "@/lib/platform/organization";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { getClosureSeries } from "./get-closure-series";
import { getClosures } from "./get-closures";
import { getHeatMap } from "./get-heat-map";
import { importLegacyClosures, type LegacyRow } from "./import-legacy-closures";
import { importUserMappings } from "./import-user-mappings";
import { listPersonTickets } from "./list-person-tickets";
import { recountClosures } from "./recount-closures";
import { closureSeriesQuery, closuresQuery, heatMapQuery, personTicketsQuery } from "./schema";
import { updateUserMapping } from "./update-user-mapping";

useTestDatabase();
let desk: Desk;
const agentId = 18000000001;

function closed(at: string, fields: Record<string, unknown> = {}) {
  const owner = { owner_id: desk.people.ops_agent.id, owner_role: "ops_agent" };
  return desk.fill(
    (ctx) => makeTicket(ctx, { status: "RESOLVED", created_at: at, resolved_at: at, ...owner, ...fields }),
    new Date(at),
  );
}

async function figures(from: string, to = from, more: Record<string, unknown> = {}) {
  await desk.fill(recountClosures);
  const query = closuresQuery.parse({ from, to, include: "ticket_numbers", ...more });
  const { data } = await desk.as("ops_manager", (ctx) => getClosures(ctx, query));
  return data;
}

const rows = <Row extends object>(
  table: "ticket_closure_history" | "ticket_closure_daily" | "ticket_closures",
) =>
  desk.fill((ctx) =>
    ctx.tx.$queryRawUnsafe<Row[]>(
      `select *, ${table === "ticket_closures" ? "closed_at" : "date"}::text as day from ${table}`,
    ),
  );

describe("the clock of the organization", () => {
  test("seven hours behind, a closure after midnight UTC belongs to the evening before", async () => {
    desk = await makeDesk({ time_zone: "America/Phoenix" });
    const ticket = await closed("2025-01-30T01:30:00Z");
    expect(await figures("2025-01-29")).toMatchObject({
      total_closed: 1,
      people: [
        { kind: "person", tickets_closed: 1, last_sync_hour: 18, ticket_numbers: [String(ticket.number)] },
      ],
    });
    expect(await rows("ticket_closure_history")).toMatchObject([
      { day: "2025-01-29", hour: 18, tickets_closed: 1 },
    ]);
    await desk.fill(
      (ctx) => ctx.tx.$executeRaw`update tickets set title = 'Touched' where id = ${ticket.id}::uuid`,
    );
    expect((await figures("2025-01-30")).total_closed).toBe(0);
  });

  test("a day that loses an hour, and one that shows an hour twice", async () => {
    desk = await makeDesk({ time_zone: "America/Denver" });
    for (const at of [
      "2025-03-09T08:59:00Z",
      "2025-03-09T09:00:00Z",
      "2025-03-10T05:59:00Z",
      "2025-03-10T06:00:00Z",
    ])
      await closed(at);
    for (const at of ["2025-11-02T07:30:00Z", "2025-11-02T08:30:00Z", "2025-11-03T06:59:00Z"])
      await closed(at);
    await desk.fill(recountClosures);
    const hours = async (date: string) => {
      const query = closureSeriesQuery.parse({ from: date, to: date, by: "hour" });
      const { data } = await desk.as("ops_agent", (ctx) => getClosureSeries(ctx, query));
      return data.points;
    };
    const spring = await hours("2025-03-09");
    expect(spring.map(({ hour }) => hour)).toEqual([0, 1, ...Array.from({ length: 21 }, (_, at) => at + 3)]);
    expect(spring.filter((point) => point.tickets_closed > 0)).toMatchObject([
      { hour: 1, tickets_closed: 1 },
      { hour: 3, tickets_closed: 1 },
      { hour: 23, tickets_closed: 1 },
    ]);
    const autumn = await hours("2025-11-02");
    expect(autumn).toHaveLength(24);
    expect(autumn.filter((point) => point.tickets_closed > 0)).toMatchObject([
      { hour: 1, tickets_closed: 2 },
      { hour: 23, tickets_closed: 1 },
    ]);
  });

  test("a midnight that comes twice", async () => {
    // Cuba goes back from 01:00 to 00:00.
    desk = await makeDesk({ time_zone: "America/Havana" });
    for (const at of ["2025-11-02T03:59:00Z", "2025-11-02T04:30:00Z", "2025-11-02T05:30:00Z"])
      await closed(at);
    expect((await figures("2025-11-01")).total_closed).toBe(1);
    expect((await figures("2025-11-02")).total_closed).toBe(2);
  });

  test("another zone counts everything anew", async () => {
    desk = await makeDesk();
    await closed("2025-06-01T23:30:00Z");
    expect((await figures("2025-06-01")).total_closed).toBe(1);
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update organizations set time_zone = 'Asia/Tokyo' where id = ${ctx.organizationId}::uuid`,
    );
    expect((await figures("2025-06-01")).total_closed).toBe(0);
    expect((await figures("2025-06-02")).people).toMatchObject([{ tickets_closed: 1, last_sync_hour: 8 }]);
  });
});

describe("what is counted", () => {
  beforeEach(async () => {
    desk = await makeDesk();
  });
  const move = (id: string, status: "RESOLVED" | "CLOSED" | "REOPENED", at: string) =>
    desk.fill(
      (ctx) => ctx.tx.$executeRaw`update tickets set status = ${status} where id = ${id}::uuid`,
      new Date(at),
    );

  test("resolved, then closed is one closure, for the owner of that moment", async () => {
    const ticket = await closed("2025-05-05T09:10:00Z");
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update tickets set owner_id = ${desk.people.admin.id}::uuid where id = ${ticket.id}::uuid`,
    );
    await move(ticket.id, "CLOSED", "2025-05-06T10:00:00Z");
    const { people, total_closed } = await figures("2025-05-01", "2025-05-31");
    expect(total_closed).toBe(1);
    expect(people).toMatchObject([{ user_id: desk.people.ops_agent.id, tickets_closed: 1 }]);
  });

  test("reopening takes it back, and earlier knowledge stays answerable", async () => {
    const ticket = await closed("2025-05-05T09:00:00Z");
    await move(ticket.id, "REOPENED", "2025-05-06T09:00:00Z");
    expect((await figures("2025-05-05")).total_closed).toBe(0);
    expect(await rows("ticket_closure_history")).toEqual([]);
    await desk.fill(
      (ctx) => ctx.tx.$executeRaw`update tickets set status = 'IN_PROGRESS' where id = ${ticket.id}::uuid`,
    );
    await move(ticket.id, "RESOLVED", "2025-05-07T09:00:00Z");
    expect((await figures("2025-05-01", "2025-05-31")).total_closed).toBe(1);
    const knownAt = async (as_known_at: string) => {
      const { people } = await figures("2025-05-01", "2025-05-31", { as_known_at });
      return people.map(({ tickets_closed }) => tickets_closed);
    };
    expect(await knownAt("2025-05-05T08:00:00Z")).toEqual([]);
    expect(await knownAt("2025-05-05T12:00:00Z")).toEqual([1]);
    expect(await knownAt("2025-05-06T12:00:00Z")).toEqual([]);
    expect(await knownAt("2025-05-07T12:00:00Z")).toEqual([1]);
    const query = heatMapQuery.parse({
      from: "2025-05-01",
      to: "2025-05-31",
      as_known_at: "2025-05-05T12:00:00Z",
    });
    const { data } = await desk.as("finance", (ctx) => getHeatMap(ctx, query));
    expect(data.cells.filter((cell) => cell.tickets_closed > 0)).toEqual([
      { weekday: 1, hour: 9, tickets_closed: 1 },
    ]);
  });

  test("a merged ticket is no closure, and several moves in one transaction are one", async () => {
    const target = await desk.fill((ctx) => makeTicket(ctx));
    await closed("2025-05-05T09:00:00Z", { merged_into_id: target.id, status: "CLOSED" });
    await desk.fill(async (ctx) => {
      const { id } = await makeTicket(ctx, { status: "IN_PROGRESS", owner_role: "ops_agent" });
      for (const status of ["RESOLVED", "REOPENED", "RESOLVED", "CLOSED"])
        await ctx.tx.$executeRaw`update tickets set status = ${status} where id = ${id}::uuid`;
    }, new Date("2025-05-05T10:00:00Z"));
    const { total_closed, people } = await figures("2025-05-05");
    expect(total_closed).toBe(1);
    expect(people).toMatchObject([{ kind: "nobody", username: "(nobody)" }]);
    expect(await rows("ticket_closures")).toHaveLength(1);
  });
});

describe("tickets of an external desk", () => {
  let connection: string;
  beforeAll(async () => {
    desk = await makeDesk();
    connection = await desk.fill(
      async (ctx) =>
        (
          await ctx.tx.syncConnection.create({
            data: {
              vendor: "freshservice",
              name: "Freshservice",
              source: "freshservice",
              base_url: "https://example.com",
              key_sealed: "",
            },
          })
        ).id,
    );
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`insert into sync_groups (connection_id, external_id, name) values (${connection}::uuid, '7', 'Field')`,
    );
  });

  async function synced(external: string, at: string, agent: number | null) {
    return desk.fill(async (ctx) => {
      await ctx.tx.$queryRaw`select set_config('app.ticket_override', 'import', true)`;
      const ticket = await makeTicket(ctx, {
        source: "freshservice",
        external_id: external,
        status: "RESOLVED",
        created_at: at,
        resolved_at: at,
      });
      await ctx.tx.$executeRaw`
        insert into ticket_sources (ticket_id, connection_id, external_id, vendor_created_at, vendor_updated_at, checksum, responder_external_id, group_external_id)
        values (${ticket.id}::uuid, ${connection}::uuid, ${external}, ${at}::timestamptz, ${at}::timestamptz, '', ${agent}::text, '7')`;
      return ticket;
    });
  }

  test("an agent without an account is counted under their name, and under the account once linked", async () => {
    await synced("101", "2025-04-01T09:00:00Z", agentId);
    await synced("102", "2025-04-01T10:00:00Z", null);
    const unnamed = await figures("2025-04-01");
    expect(unnamed.people).toMatchObject([
      { username: `agent-${agentId}`, kind: "unmapped" },
      { kind: "nobody" },
    ]);
    expect(unnamed.teams).toEqual([{ key: "group:7", label: "Field", tickets_closed: 2 }]);
    const taken = await desk.as("admin", (ctx) => importUserMappings(ctx, { text: `Dana K. - ${agentId}` }));
    expect(taken.data).toMatchObject({ created: 1, linked: 0, unmapped: 1 });
    expect((await figures("2025-04-01")).people[0]).toMatchObject({ username: "Dana K.", kind: "unmapped" });
    await link(desk.people.ops_agent.id);
    const linked = await figures("2025-04-01", "2025-04-01", { team: "group:7" });
    expect(linked.people).toMatchObject([
      { user_id: desk.people.ops_agent.id, freshworks_user_id: agentId, ticket_numbers: ["101"] },
      { kind: "nobody" },
    ]);
    await link(null);
    expect((await figures("2025-04-01")).people[0]).toMatchObject({
      kind: "unmapped",
      ticket_numbers: ["101"],
    });
  });

  test("what the desk says later corrects the past", async () => {
    const ticket = await synced("201", "2025-04-10T09:00:00Z", agentId);
    expect((await figures("2025-04-10")).total_closed).toBe(1);
    const before = new Date();
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update tickets set resolved_at = '2025-04-09T22:00:00Z' where id = ${ticket.id}::uuid`,
    );
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update ticket_sources set responder_external_id = '18000000009' where ticket_id = ${ticket.id}::uuid`,
    );
    expect((await figures("2025-04-10")).total_closed).toBe(0);
    expect((await figures("2025-04-09")).people).toMatchObject([
      { username: "agent-18000000009", tickets_closed: 1 },
    ]);
    const earlier = await figures("2025-04-10", "2025-04-10", { as_known_at: before.toISOString() });
    expect(earlier.people).toMatchObject([{ freshworks_user_id: agentId, tickets_closed: 1 }]);
    await desk.fill(
      (ctx) =>
        ctx.tx
          .$executeRaw`update ticket_sources set deleted_reason = 'spam', deleted_at = now() where ticket_id = ${ticket.id}::uuid`,
    );
    expect((await figures("2025-04-09")).total_closed).toBe(0);
  });

  async function link(user_id: string | null) {
    const [mapping] = await desk.fill(
      (ctx) =>
        ctx.tx.$queryRaw<
          { id: string }[]
        >`select id from freshworks_user_mapping where freshworks_user_id = ${agentId}::bigint`,
    );
    await desk.as("admin", (ctx) => updateUserMapping(ctx, mapping?.id ?? "", { user_id }));
  }
});

describe("a person's tickets", () => {
  const ask = (role: "ops_manager" | "finance", username: string) => {
    const query = personTicketsQuery.parse({ from: "2025-05-01", to: "2025-05-31", limit: 1 });
    return desk.as(role, (ctx) => listPersonTickets(ctx, username, query));
  };
  beforeAll(async () => {
    desk = await makeDesk();
    await closed("2025-05-05T09:00:00Z", { title: "The forklift is broken", priority: "HIGH" });
    await closed("2025-05-06T09:00:00Z", { is_sensitive: true, title: "A complaint" });
    await desk.fill(recountClosures);
  });

  test("are real, newest first, by page", async () => {
    const first = await ask("ops_manager", desk.people.ops_agent.email);
    expect(first).toMatchObject({
      total_closed: 2,
      hidden_count: 0,
      high_priority: 1,
      data: [{ title: "Sensitive ticket", is_withheld: true }],
    });
    const query = personTicketsQuery.parse({
      from: "2025-05-01",
      to: "2025-05-31",
      cursor: first.pagination.next_cursor,
    });
    const next = await desk.as("ops_manager", (ctx) =>
      listPersonTickets(ctx, desk.people.ops_agent.id, query),
    );
    expect(next).toMatchObject({
      data: [{ title: "The forklift is broken" }],
      pagination: { next_cursor: null },
    });
  });

  test("are counted but not shown to those who may not see them; nobody knows a stranger", async () => {
    expect(await ask("finance", desk.people.ops_agent.id)).toMatchObject({
      total_closed: 2,
      hidden_count: 2,
      data: [],
    });
    await expect(ask("finance", "somebody.else")).rejects.toMatchObject({ code: "not_found" });
    const theirs = await makeDesk();
    await expect(ask("finance", theirs.people.ops_agent.id)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("daily totals of the tracker before", () => {
  beforeAll(async () => {
    desk = await makeDesk();
  });
  const row = (line: number, fields: Partial<LegacyRow>): LegacyRow => ({
    line,
    username: null,
    email: null,
    freshworks_user_id: null,
    date: "2024-12-01",
    tickets_closed: "3",
    ticket_numbers: '["7", 8, "9"]',
    ...fields,
  });

  test("count where no closure is known, once, however often they are taken over", async () => {
    const { email } = desk.people.ops_agent;
    await closed("2024-12-02T09:00:00Z");
    await desk.fill(recountClosures);
    const legacy = [
      row(1, { email }),
      row(2, { email, date: "2024-12-02" }),
      row(3, { freshworks_user_id: "18000000005.0", tickets_closed: "2" }),
      row(4, { username: "unknown person" }),
      row(5, { email, date: "yesterday" }),
      row(6, { email, date: "2024-12-03", tickets_closed: "0" }),
      row(7, { email, date: "2024-12-03", tickets_closed: "-1" }),
    ];
    const take = () => desk.as("admin", (ctx: Context) => importLegacyClosures(ctx, legacy));
    expect(await take()).toMatchObject({
      imported: 3,
      covered: 1,
      skipped: 1,
      invalid: [{ line: 4 }, { line: 5 }, { line: 7 }],
    });
    expect(await take()).toMatchObject({ imported: 0, skipped: 4 });
    const first = await figures("2024-12-01");
    expect(first).toMatchObject({ total_closed: 5, legacy_closed: 5 });
    expect(first.people).toMatchObject([
      { tickets_closed: 3, ticket_numbers: ["7", "8", "9"], last_sync_hour: null },
      { kind: "unmapped", tickets_closed: 2 },
    ]);
    expect(await figures("2024-12-02")).toMatchObject({ total_closed: 1, legacy_closed: 0 });
    const before = { as_known_at: "2025-01-01T00:00:00Z" };
    expect((await figures("2024-12-01", "2024-12-01", before)).total_closed).toBe(0);
    const theirs = await desk.as("ops_manager", (ctx) =>
      listPersonTickets(ctx, email, personTicketsQuery.parse({ date: "2024-12-01" })),
    );
    expect(theirs).toMatchObject({ total_closed: 3, legacy_closed: 3, data: [] });
  });
});
