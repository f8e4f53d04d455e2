import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { addMessage } from "./add-message";
import { getTicket } from "./get-ticket";
import { listTickets } from "./list-tickets";
import { createMessageInput, listTicketsQuery } from "./schema";
import { transitionTicket } from "./transition-ticket";

useTestDatabase();
let desk: Desk;
let older: { id: string };
let newer: { id: string };
const at = (minute: number) => new Date(Date.UTC(2026, 3, 7, 9, minute));

beforeAll(async () => {
  desk = await makeDesk();
  const fields = {
    created_by_id: desk.people.shipper.id,
    created_by_role: "shipper",
    owner_role: "ops_agent",
    owner_id: desk.people.ops_agent.id,
  };
  older = await desk.fill((ctx) => makeTicket(ctx, fields), at(0));
  newer = await desk.fill((ctx) => makeTicket(ctx, fields), at(1));
  await say(older.id, "Between ourselves.", true, at(10));
});

async function say(id: string, message: string, isNote: boolean, now: Date) {
  const input = createMessageInput.parse({ message, is_internal_note: isNote });
  await desk.as("ops_agent", (ctx) => addMessage(ctx, id, input), { now });
}
async function list(role: Role, query: object) {
  return desk.as(role, (ctx) => listTickets(ctx, listTicketsQuery.parse(query)));
}
const ids = async (role: Role, query: object) => (await list(role, query)).data.map((ticket) => ticket.id);
const updated = async (role: Role, id: string) =>
  (await desk.as(role, (ctx) => getTicket(ctx, id))).data.updated_at;

describe("an internal note moves nothing that a requester sees", () => {
  test("neither the instant in the ticket nor in the list", async () => {
    expect(await updated("shipper", older.id)).toEqual(at(0));
    expect(await updated("ops_agent", older.id)).toEqual(at(10));
    const row = (await list("shipper", { sort: "number", order: "asc" })).data[0];
    expect(row?.updated_at).toEqual(at(0));
    expect(Object.keys(row ?? {})).not.toContain("note");
  });

  test("nor the order, the cursor and the filters", async () => {
    const byUpdate = { sort: "updated_at", order: "desc" };
    expect(await ids("shipper", byUpdate)).toEqual([newer.id, older.id]);
    expect(await ids("ops_agent", byUpdate)).toEqual([older.id, newer.id]);
    const first = await list("shipper", { ...byUpdate, limit: 1 });
    const next = { ...byUpdate, limit: 1, cursor: first.pagination.next_cursor };
    expect(await ids("shipper", next)).toEqual([older.id]);
    expect(await ids("shipper", { updated_from: at(5).toISOString() })).toEqual([]);
    expect(await ids("ops_agent", { updated_from: at(5).toISOString() })).toEqual([older.id]);
    expect(await ids("shipper", { updated_to: at(1).toISOString() })).toEqual([older.id]);
  });

  test("while replies and changes do, without making an edit stale", async () => {
    const before = (await desk.as("admin", (ctx) => getTicket(ctx, newer.id))).data.version;
    await say(newer.id, "We found it.", false, at(20));
    expect(await updated("shipper", newer.id)).toEqual(at(20));
    expect((await desk.as("admin", (ctx) => getTicket(ctx, newer.id))).data.version).toBe(before);
    await desk.as("ops_agent", (ctx) => transitionTicket(ctx, newer.id, { status: "OPEN" }), { now: at(30) });
    expect(await updated("shipper", newer.id)).toEqual(at(30));
    const { audit } = await desk.trail(newer);
    expect(JSON.stringify(audit)).not.toContain("public_updated_at");
  });
});
