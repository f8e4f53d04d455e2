import { beforeAll, expect, test } from "vitest";
import { assignTicket } from "@/lib/tickets/assign-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { listAudit } from "./list-audit";
import { listAuditQuery } from "./schema";
import { sealAudit } from "./seal-audit";

useTestDatabase();
let desk: Desk;
let ticket: Ticket;
beforeAll(async () => {
  desk = await makeDesk({ time_zone: "Asia/Kolkata" });
  ticket = await desk.fill(
    (ctx) => makeTicket(ctx, { owner_role: "ops_agent" }),
    new Date("2026-02-28T18:29:59Z"),
  );
  const finance = { owner_role: "finance", owner_id: desk.people.finance.id };
  const now = new Date("2026-02-28T18:30:00Z");
  await desk.as("ops_manager", (ctx) => assignTicket(ctx, ticket.id, finance), { now });
  await desk.as("admin", async (ctx) => {
    for (let n = 0; n < 20; n += 1) await ctx.audit("CHECKED", null, { n });
  });
});

const list = (query: object = {}) => desk.as("admin", (ctx) => listAudit(ctx, listAuditQuery.parse(query)));

test("pages visit every row once, newest first, though many share an instant", async () => {
  const whole = (await list({ limit: 500 })).data.map((row) => row.id);
  const seen: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await list({ limit: 7, cursor });
    expect(page.pagination.total).toBe(22);
    seen.push(...page.data.map((row) => row.id));
    cursor = page.pagination.next_cursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual(whole);
  expect((await list({ limit: 5, offset: 10 })).data.map((row) => row.id)).toEqual(whole.slice(10, 15));
});

test("a row names its people, its ticket and whether it is sealed", async () => {
  const { data } = await list({ action: "ASSIGNED" });
  expect(data[0]).toMatchObject({
    ticket_number: ticket.number,
    actor_name: desk.people.ops_manager.name,
    names: { [desk.people.finance.id]: desk.people.finance.name },
    is_sealed: false,
  });
  await sealAudit();
  expect((await list({ action: "ASSIGNED" })).data[0]?.is_sealed).toBe(true);
});

test.each<[object, number]>([
  [{ action: "CREATED,ASSIGNED" }, 2],
  [{ action_not: "CHECKED" }, 2],
  [{ actor_id: "system" }, 1],
  [{ actor_id_not: "system" }, 21],
  [{ ticket_number: "1" }, 2],
  [{ ticket_number: "0" }, 0],
  [{ to_date: "2026-02-28" }, 1],
  [{ from_date: "2026-03-01", to_date: "2026-03-01" }, 1],
  [{ created_within: "last_24_hours" }, 20],
])("%j finds %i", async (query, total) => {
  const page = await list(query);
  expect(page.pagination.total).toBe(total);
  expect(page.data).toHaveLength(total);
});

test("people by id", async () => {
  expect((await list({ actor_id: desk.people.ops_manager.id })).pagination.total).toBe(1);
  expect((await list({ actor_id: `${desk.people.ops_manager.id},system` })).pagination.total).toBe(2);
});

test("another organization's rows are never there", async () => {
  const other = await makeDesk();
  const page = await other.as("admin", (ctx) => listAudit(ctx, listAuditQuery.parse({})));
  expect(page.pagination.total).toBe(0);
});

test("a cursor of another list is refused", async () => {
  await expect(list({ cursor: "nonsense" })).rejects.toMatchObject({ code: "invalid_input" });
  const forged = Buffer.from('["audit","2026-01-01T00:00:00Z","x"]').toString("base64url");
  await expect(list({ cursor: forged })).rejects.toMatchObject({ code: "invalid_input" });
});
