import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeRequester, makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createTicket } from "./create-ticket";
import { getTicket } from "./get-ticket";
import { type CreateTicketInput, createTicketInput } from "./schema";

useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const title = "Payment for a delivery is missing";
const description = "The operator delivered on Monday and was not paid.";

function input(fields: Partial<Record<keyof CreateTicketInput, unknown>> = {}): CreateTicketInput {
  return createTicketInput.parse({ title, description, ...fields });
}

async function create(role: Role, fields: Parameters<typeof input>[0] = {}, now?: Date) {
  const { data } = await desk.as(role, (ctx) => createTicket(ctx, input(fields)), { now });
  return data;
}

test("stores the row, one audit row with the actor, and one event", async () => {
  const ticket = await create("ops_agent", { tags: ["Payment", "payment", "urgent"] });
  expect(ticket).toMatchObject({
    title,
    status: "NEW",
    priority: "MEDIUM",
    tags: ["payment", "urgent"],
    created_by_id: desk.people.ops_agent.id,
    created_by_role: "ops_agent",
    version: 1,
    first_response_at: null,
  });
  const { audit, events } = await desk.trail(ticket);
  expect(audit).toHaveLength(1);
  expect(audit[0]).toMatchObject({
    action: "CREATED",
    actor_id: desk.people.ops_agent.id,
    actor_role: "ops_agent",
    payload: { number: ticket.number, title, status: "NEW" },
  });
  expect(events).toEqual([
    {
      name: "ticket.created",
      data: { ticket_id: ticket.id, number: ticket.number, owner_id: ticket.owner_id },
    },
  ]);
});

test("numbers count up without a gap between two tickets of one organization", async () => {
  const first = await create("ops_agent");
  const second = await create("ops_agent");
  expect(second.number).toBe(first.number + 1);
});

describe("due times come from the policy", () => {
  const now = new Date("2026-03-02T10:00:00Z");
  test.each([
    ["LOW", "2026-03-05T10:00:00.000Z", "2026-03-03T10:00:00.000Z", "franchise_agent"],
    ["MEDIUM", "2026-03-04T10:00:00.000Z", "2026-03-02T18:00:00.000Z", "ops_agent"],
    ["HIGH", "2026-03-03T10:00:00.000Z", "2026-03-02T12:00:00.000Z", "ops_manager"],
    ["CRITICAL", "2026-03-02T14:00:00.000Z", "2026-03-02T10:30:00.000Z", "hq_support"],
  ])("%s", async (priority, due, responseDue, queue) => {
    const ticket = await create("admin", { priority }, now);
    expect(ticket.created_at).toEqual(now);
    expect(ticket.sla_due_at?.toISOString()).toBe(due);
    expect(ticket.response_due_at?.toISOString()).toBe(responseDue);
    expect(ticket.owner_role).toBe(queue);
    expect(ticket.owner_id).toBeNull();
    expect(ticket.sla_status).toBe("on_track");
  });
});

describe("who may say what", () => {
  test.each(["owner_role", "assigned_franchise_id"] as const)("a requester may not set %s", async (field) => {
    const value = field === "owner_role" ? "finance" : desk.franchise.id;
    await expect(create("shipper", { [field]: value })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a requester's ticket makes them its contact", async () => {
    const ticket = await create("shipper");
    expect(ticket.requester?.name).toBe(desk.people.shipper.name);
  });

  test("an agent files to any queue, but names nobody except themselves", async () => {
    expect(await create("ops_agent", { owner_role: "finance" })).toMatchObject({ owner_role: "finance" });
    const own = { owner_role: "ops_agent", owner_id: desk.people.ops_agent.id };
    expect(await create("ops_agent", own)).toMatchObject(own);
    const other = { owner_role: "finance", owner_id: desk.people.finance.id };
    await expect(create("ops_agent", other)).rejects.toMatchObject({ code: "forbidden" });
    expect(await create("ops_manager", other)).toMatchObject(other);
  });

  test("a franchise agent's ticket belongs to their franchise", async () => {
    expect((await create("franchise_agent")).assigned_franchise_id).toBe(desk.franchise.id);
  });
});

describe("input that does not fit", () => {
  test.each([
    [{ linked_type: "booking" }, "linked_id"],
    [{ owner_role: "finance", owner_id: "01900000-0000-7000-8000-000000000000" }, "owner_id"],
  ])("%j names %s", async (fields, field) => {
    await expect(create("admin", fields)).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ field }] },
    });
  });

  test.each([
    ["title", "Too short"],
    ["title", "x".repeat(201)],
    ["description", "Too short as well"],
    ["description", "x".repeat(2001)],
  ])("%s of a wrong length", (field, value) => {
    expect(() => input({ [field]: value })).toThrow();
  });

  test("a character PostgreSQL cannot hold is refused, not an error of ours", async () => {
    await expect(create("admin", { title: `${title}\u0000` })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  test("a follow-up of a foreign organization's ticket is not found", async () => {
    const foreign = await (await makeDesk()).fill((ctx) => makeTicket(ctx));
    await expect(create("admin", { follow_up_of_id: foreign.id })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test.each(["assigned_franchise_id", "requester_id", "owner_id"] as const)(
    "a foreign %s is refused",
    async (field) => {
      const foreign = await makeDesk();
      const id = field === "owner_id" ? foreign.people.finance.id : foreign.franchise.id;
      const extra = field === "owner_id" ? { owner_role: "finance" } : {};
      await expect(create("admin", { [field]: id, ...extra })).rejects.toMatchObject({
        code: "invalid_input",
      });
    },
  );
});

test("whoever files a sensitive ticket may read it at once; colleagues must give a reason", async () => {
  const ticket = await create("ops_manager", { is_sensitive: true });
  expect(ticket.description).toBe(description);
  expect((await desk.as("ops_manager", (ctx) => getTicket(ctx, ticket.id))).data.title).toBe(title);
  await expect(desk.as("admin", (ctx) => getTicket(ctx, ticket.id))).rejects.toMatchObject({
    code: "reason_required",
  });
});

test("a requester known as a contact already files under that contact, and sets nothing of the desk's", async () => {
  const other = await makeDesk();
  const { driver } = other.people;
  const contact = await other.fill((ctx) => makeRequester(ctx, { email: driver.email, user_id: null }));
  const file = (fields: object = {}) => other.as("driver", (ctx) => createTicket(ctx, input({ ...fields })));
  expect((await file()).data.requester_id).toBe(contact.id);
  expect((await file()).data.requester_id).toBe(contact.id);
  await expect(file({ severity: "FRAUD" })).rejects.toMatchObject({ code: "forbidden" });
});

test("an address that another person's contact holds does not keep a requester from filing", async () => {
  const other = await makeDesk();
  const { driver, shipper } = other.people;
  await other.fill((ctx) => makeRequester(ctx, { email: driver.email, user_id: shipper.id }));
  const { data } = await other.as("driver", (ctx) => createTicket(ctx, input()));
  expect(data.requester).toMatchObject({ name: driver.name, email: null });
});
