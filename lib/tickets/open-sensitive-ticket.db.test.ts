import { beforeAll, expect, test } from "vitest";
import { listAudit } from "@/lib/audit/list-audit";
import { listAuditQuery } from "@/lib/audit/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeMessage, makeTicket, type Ticket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { getTicket } from "./get-ticket";
import { listMessages } from "./list-messages";
import { listTickets } from "./list-tickets";
import { openSensitiveTicket } from "./open-sensitive-ticket";
import { listMessagesQuery, listTicketsQuery } from "./schema";
import { updateTicket } from "./update-ticket";

useTestDatabase();
const reason = "Checking the claim the insurer asked about.";
const secret = "Xylophone";
let desk: Desk;
let ticket: Ticket;
beforeAll(async () => {
  desk = await makeDesk();
  ticket = await desk.fill(async (ctx) => {
    const made = await makeTicket(ctx, {
      title: `${secret} in the title`,
      description: `${secret} in the description`,
      tags: [secret.toLowerCase()],
      linked_type: "payment",
      linked_id: secret,
      is_sensitive: true,
      owner_role: "ops_agent",
      created_by_id: desk.people.shipper.id,
    });
    await makeMessage(ctx, made, { message_text: `${secret} in a message` });
    return made;
  });
});

const find = (query: object, role: "admin" | "ops_manager" | "shipper" = "admin") =>
  desk.as(role, (ctx) => listTickets(ctx, listTicketsQuery.parse(query)));

test("the list shows that it exists and nothing of what it says", async () => {
  const { data } = await find({ include: "description" });
  expect(data[0]).toMatchObject({
    number: ticket.number,
    is_withheld: true,
    title: "Sensitive ticket",
    description: "",
  });
  expect(JSON.stringify(data).toLowerCase()).not.toContain(secret.toLowerCase());
});

test.each([
  { search: secret },
  { tags: secret.toLowerCase() },
  { linked_id: secret },
  { linked_type: "payment" },
])("%j does not find it out", async (query) => {
  expect((await find(query)).pagination.total).toBe(0);
});

test("leaving its tag out does not find it out either", async () => {
  expect((await find({ tags_not: secret.toLowerCase() })).pagination.total).toBe(1);
});

test.each(["title", "linked"] as const)(
  "no cursor of a list by %s carries it, and paging goes on",
  async (sort) => {
    await desk.fill((ctx) => makeTicket(ctx, { title: "Zzz, after the sensitive one" }));
    const page = await find({ sort, order: "asc", limit: 1 });
    const cursor = page.pagination.next_cursor ?? "";
    expect(Buffer.from(cursor, "base64url").toString()).not.toContain(secret);
    const rest = await find({ sort, order: "asc", limit: 50, cursor });
    expect([...page.data, ...rest.data].map((row) => row.id)).toContain(ticket.id);
    expect(page.data.length + rest.data.length).toBe(page.pagination.total);
  },
);

test("neither opens, nor is read, nor changed without a reason", async () => {
  const withheld = { code: "reason_required", status: 403, details: { number: ticket.number } };
  await expect(desk.as("admin", (ctx) => getTicket(ctx, ticket.id))).rejects.toMatchObject(withheld);
  await expect(
    desk.as("admin", (ctx) => listMessages(ctx, ticket.id, listMessagesQuery.parse({}))),
  ).rejects.toMatchObject(withheld);
  await expect(
    desk.as("admin", (ctx) => updateTicket(ctx, ticket.id, { priority: "LOW" })),
  ).rejects.toMatchObject(withheld);
});

test("the audit trail keeps the row and withholds the words", async () => {
  const { data } = await desk.as("ops_manager", (ctx) =>
    listAudit(ctx, listAuditQuery.parse({ ticket_id: ticket.id })),
  );
  expect(data[0]).toMatchObject({ payload: { withheld: true } });
  expect(JSON.stringify(data)).not.toContain(secret);
});

test("its requester sees their own ticket", async () => {
  expect((await desk.as("shipper", (ctx) => getTicket(ctx, ticket.id))).data.title).toContain(secret);
  expect((await find({ search: secret }, "shipper")).pagination.total).toBe(1);
});

test("a stated reason is audited and opens it for an hour, for that person alone", async () => {
  const now = new Date("2026-03-02T10:00:00Z");
  const at = (minutes: number) => ({ now: new Date(now.getTime() + minutes * 60_000) });
  const { data } = await desk.as("admin", (ctx) => openSensitiveTicket(ctx, ticket.id, reason), at(0));
  expect(data.title).toContain(secret);
  const { audit } = await desk.trail(ticket);
  expect(audit.at(-1)).toMatchObject({
    action: "SENSITIVE_VIEWED",
    actor_id: desk.people.admin.id,
    payload: { reason },
  });
  await desk.as("admin", (ctx) => openSensitiveTicket(ctx, ticket.id, reason), at(30));
  expect((await desk.trail(ticket)).audit.filter((row) => row.action === "SENSITIVE_VIEWED")).toHaveLength(1);
  expect((await desk.as("admin", (ctx) => getTicket(ctx, ticket.id), at(59))).data.title).toContain(secret);
  await expect(desk.as("admin", (ctx) => getTicket(ctx, ticket.id), at(61))).rejects.toMatchObject({
    code: "reason_required",
  });
  await expect(desk.as("ops_manager", (ctx) => getTicket(ctx, ticket.id), at(1))).rejects.toMatchObject({
    code: "reason_required",
  });
});
