import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { escalateTicket } from "./escalate-ticket";
import { transitionTicketInput } from "./schema";
import { transitionTicket } from "./transition-ticket";
import { updateTicket } from "./update-ticket";

useTestDatabase();
const reason = "Agreed with the customer on the phone.";
const resolution_summary = "The carrier refunded the customer in full.";
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));

async function move(role: Role, id: string, fields: object, now?: Date) {
  const input = transitionTicketInput.parse(fields);
  return (await desk.as(role, (ctx) => transitionTicket(ctx, id, input), { now })).data;
}

test("a ticket's whole life, with the instants the system keeps", async () => {
  const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour));
  const ticket = await make({ created_at: at(8).toISOString() });
  await move("ops_agent", ticket.id, { status: "OPEN" }, at(9));
  await move("ops_agent", ticket.id, { status: "IN_PROGRESS" }, at(10));
  const resolved = await move("ops_agent", ticket.id, { status: "RESOLVED", resolution_summary }, at(11));
  expect(resolved).toMatchObject({
    resolved_at: at(11),
    closed_at: null,
    resolution_summary,
    sla_status: "completed",
  });
  const reopened = await move("ops_agent", ticket.id, { status: "REOPENED", reason }, at(12));
  expect(reopened).toMatchObject({ resolved_at: null, status: "REOPENED" });
  await move("ops_agent", ticket.id, { status: "RESOLVED", resolution_summary }, at(13));
  const closed = await move("ops_manager", ticket.id, { status: "CLOSED" }, at(14));
  expect(closed).toMatchObject({ resolved_at: at(13), closed_at: at(14), version: 7, updated_at: at(14) });
  const { audit, events } = await desk.trail(ticket);
  expect(audit.map((row) => row.action)).toEqual(
    expect.arrayContaining(["CREATED", "STATUS_CHANGED", "RESOLVED", "REOPENED", "CLOSED"]),
  );
  expect(audit.filter((row) => row.action === "STATUS_CHANGED")).toHaveLength(6);
  expect(events.filter((event) => event.name === "ticket.status_changed")).toHaveLength(6);
});

test("a closed ticket moves nowhere, and the answer says so", async () => {
  const ticket = await make({ status: "CLOSED" });
  await expect(move("admin", ticket.id, { status: "REOPENED", reason })).rejects.toMatchObject({
    code: "invalid_transition",
    details: { allowed: [], from: "CLOSED" },
  });
});

test("a refused move names the allowed ones and leaves nothing behind", async () => {
  const ticket = await make({ status: "RESOLVED" });
  await expect(move("admin", ticket.id, { status: "OPEN" })).rejects.toMatchObject({
    code: "invalid_transition",
    status: 409,
    details: { allowed: ["CLOSED", "REOPENED"] },
  });
  expect((await desk.trail(ticket)).audit).toHaveLength(1);
});

describe("required words", () => {
  test.each([
    ["OPEN", { status: "RESOLVED" }, "resolution_summary"],
    ["OPEN", { status: "RESOLVED", resolution_summary: "Too short." }, "resolution_summary"],
    ["OPEN", { status: "ESCALATED", reason: "                          " }, "reason"],
    ["NEW", { status: "CLOSED" }, "reason"],
    ["RESOLVED", { status: "REOPENED" }, "reason"],
  ])("%s to %j names %s", async (status, fields, field) => {
    const ticket = await make({ status });
    await expect(move("admin", ticket.id, fields)).rejects.toMatchObject({
      code: "invalid_input",
      details: { fields: [{ field }] },
    });
  });
});

describe("escalation", () => {
  test("hands over to the next of the chain and remembers where the ticket stood", async () => {
    const ticket = await make({ status: "AWAITING_FINANCE", owner_id: desk.people.ops_agent.id });
    const { data } = await desk.as("ops_agent", (ctx) => escalateTicket(ctx, ticket.id, reason));
    expect(data).toMatchObject({
      status: "ESCALATED",
      escalated_from: "AWAITING_FINANCE",
      owner_id: null,
      owner_role: "ops_manager",
      sla_escalation_level: 1,
    });
    const { audit, events } = await desk.trail(ticket);
    expect(audit.find((row) => row.action === "ESCALATED")?.payload).toMatchObject({
      from: "AWAITING_FINANCE",
      reason,
    });
    expect(events.map((event) => event.name)).toContain("ticket.escalated");
  });

  test("is the same by every way", async () => {
    const [byMove, byUpdate] = [await make({ status: "OPEN" }), await make({ status: "OPEN" })];
    const expected = { status: "ESCALATED", owner_role: "ops_manager", sla_escalation_level: 1 };
    expect(await move("ops_agent", byMove.id, { status: "ESCALATED", reason })).toMatchObject(expected);
    const { data } = await desk.as("ops_agent", (ctx) =>
      updateTicket(ctx, byUpdate.id, { status: "ESCALATED", reason }),
    );
    expect(data).toMatchObject(expected);
  });

  test("at the end of the chain keeps its owner", async () => {
    const owner = { owner_id: desk.people.regional_manager.id, owner_role: "regional_manager" };
    const ticket = await make({ status: "IN_PROGRESS", sla_escalation_level: 2, ...owner });
    expect(await move("regional_manager", ticket.id, { status: "ESCALATED", reason })).toMatchObject({
      ...owner,
      sla_escalation_level: 2,
    });
  });

  test("forgets its origin on the way out", async () => {
    const ticket = await make({ status: "OPEN" });
    await move("ops_agent", ticket.id, { status: "ESCALATED", reason });
    expect((await move("ops_manager", ticket.id, { status: "IN_PROGRESS" })).escalated_from).toBeNull();
  });
});

describe("who may", () => {
  test("resolve a payment ticket: finance, not its owner", async () => {
    const ticket = await make({
      status: "OPEN",
      tags: ["payment"],
      owner_id: desk.people.ops_manager.id,
      owner_role: "ops_manager",
    });
    const fields = { status: "RESOLVED", resolution_summary };
    await expect(move("ops_manager", ticket.id, fields)).rejects.toMatchObject({ code: "forbidden" });
    expect((await move("finance", ticket.id, fields)).status).toBe("RESOLVED");
  });

  test("close: ops_manager and above", async () => {
    const ticket = await make({ status: "RESOLVED" });
    await expect(move("ops_agent", ticket.id, { status: "CLOSED" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("reopen: the requester, with a reason", async () => {
    const ticket = await make({ status: "RESOLVED", created_by_id: desk.people.shipper.id });
    expect((await move("shipper", ticket.id, { status: "REOPENED", reason })).status).toBe("REOPENED");
  });
});

test("the database refuses a move that no verb asked about", async () => {
  const ticket = await make({ status: "CLOSED" });
  await expect(
    desk.fill((ctx) => ctx.tx.$executeRaw`update tickets set status = 'OPEN' where id = ${ticket.id}::uuid`),
  ).rejects.toMatchObject({ code: "invalid_transition" });
});
