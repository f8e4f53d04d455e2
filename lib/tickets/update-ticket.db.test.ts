import { beforeAll, describe, expect, test } from "vitest";
import type { Role } from "@/lib/platform/permissions";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { updateTicketInput } from "./schema";
import { updateTicket } from "./update-ticket";

useTestDatabase();
const reason = "Agreed with the customer on the phone.";
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

async function update(role: Role, id: string, fields: object, ifMatch?: number) {
  const { data } = await desk.as(role, (ctx) =>
    updateTicket(ctx, id, updateTicketInput.parse(fields), ifMatch),
  );
  return data;
}
const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));

test("changes several fields at once: one version, one audit row for each, one event", async () => {
  const ticket = await make();
  const fields = { title: "Another title for this ticket", priority: "HIGH", tags: ["late"], reason };
  const changed = await update("ops_agent", ticket.id, fields);
  expect(changed).toMatchObject({ title: fields.title, priority: "HIGH", tags: ["late"], version: 2 });
  const { audit, events } = await desk.trail(ticket);
  const changes = audit.slice(1);
  expect(changes.map((row) => row.payload.field ?? row.action)).toEqual(
    expect.arrayContaining(["PRIORITY_CHANGED", "title", "tags", "sla_due_at", "response_due_at"]),
  );
  expect(
    changes.every((row) => row.actor_id === desk.people.ops_agent.id && row.payload.reason === reason),
  ).toBe(true);
  expect(changes.find((row) => row.payload.field === "title")?.payload).toMatchObject({
    old: ticket.title,
    new: fields.title,
  });
  expect(events.map((event) => event.name)).toEqual(["ticket.updated"]);
});

test("nothing changed leaves version and audit alone", async () => {
  const ticket = await make();
  expect((await update("ops_agent", ticket.id, { title: ticket.title })).version).toBe(1);
  expect((await desk.trail(ticket)).audit).toHaveLength(1);
});

describe("a stale version", () => {
  test("is refused with the fields that differ, and changes nothing", async () => {
    const ticket = await make();
    await update("ops_agent", ticket.id, { priority: "HIGH" });
    const attempt = update("ops_manager", ticket.id, { priority: "LOW", title: ticket.title, version: 1 });
    await expect(attempt).rejects.toMatchObject({
      code: "conflict",
      details: { current_version: 2, differing_fields: { priority: { yours: "LOW", current: "HIGH" } } },
    });
    expect((await update("ops_agent", ticket.id, {})).priority).toBe("HIGH");
  });

  test("counts from If-Match as well", async () => {
    const ticket = await make();
    await update("ops_agent", ticket.id, { priority: "HIGH" }, 1);
    await expect(update("ops_agent", ticket.id, { priority: "LOW" }, 1)).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("lets exactly one of two writers through", async () => {
    const ticket = await make();
    const outcomes = await Promise.allSettled(
      ["HIGH", "LOW"].map((priority) => update("ops_agent", ticket.id, { priority, version: 1 })),
    );
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("due time", () => {
  const created_at = "2026-03-02T10:00:00.000Z";

  test("follows the priority, counted from creation", async () => {
    const ticket = await make({ created_at });
    const changed = await update("ops_agent", ticket.id, { priority: "CRITICAL" });
    expect(changed.sla_due_at?.toISOString()).toBe("2026-03-02T14:00:00.000Z");
    expect(changed.response_due_at?.toISOString()).toBe("2026-03-02T10:30:00.000Z");
  });

  test("set by hand needs a reason, survives a change of priority, and null gives it back", async () => {
    const ticket = await make({ created_at });
    const byHand = "2026-03-10T08:00:00.000Z";
    await expect(update("ops_agent", ticket.id, { sla_due_at: byHand })).rejects.toMatchObject({
      code: "invalid_input",
    });
    await update("ops_agent", ticket.id, { sla_due_at: byHand, reason });
    const raised = await update("ops_agent", ticket.id, { priority: "CRITICAL" });
    expect(raised).toMatchObject({ sla_due_is_manual: true, sla_due_at: new Date(byHand) });
    const returned = await update("ops_agent", ticket.id, { sla_due_at: null });
    expect(returned).toMatchObject({
      sla_due_is_manual: false,
      sla_due_at: new Date("2026-03-02T14:00:00.000Z"),
    });
  });

  test("back in the future takes the breach back", async () => {
    const ticket = await make({ sla_breached: true, sla_due_at: "2020-01-01T00:00:00Z" });
    expect((await update("ops_agent", ticket.id, { priority: "LOW" })).sla_breached).toBe(false);
  });
});

describe("refusals", () => {
  test("a requester changes nothing of their own ticket", async () => {
    const ticket = await make({ created_by_id: desk.people.driver.id });
    await expect(update("driver", ticket.id, { priority: "HIGH" })).rejects.toMatchObject({
      code: "forbidden",
    });
  });

  test("a stranger's ticket is not found", async () => {
    const ticket = await make({ owner_role: "finance" });
    await expect(update("ops_agent", ticket.id, { priority: "HIGH" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a foreign organization's ticket is not found", async () => {
    const foreign = await (await makeDesk()).fill((ctx) => makeTicket(ctx));
    await expect(update("admin", foreign.id, { priority: "HIGH" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a closed ticket is a conflict, whoever asks", async () => {
    const ticket = await make({ status: "CLOSED" });
    await expect(update("admin", ticket.id, { priority: "HIGH" })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("an owner is changed by those who may assign", async () => {
    const ticket = await make();
    const owner = { owner_role: "finance", owner_id: desk.people.finance.id };
    await expect(update("ops_agent", ticket.id, owner)).rejects.toMatchObject({ code: "forbidden" });
    expect(await update("ops_manager", ticket.id, owner)).toMatchObject(owner);
  });

  test("half a link is refused", async () => {
    const ticket = await make();
    await expect(update("ops_agent", ticket.id, { linked_type: "booking" })).rejects.toMatchObject({
      code: "invalid_input",
    });
  });

  test("an unknown field is refused", () => {
    expect(() => updateTicketInput.parse({ number: 7 })).toThrow();
  });
});

test("a resolution summary may be corrected after resolving", async () => {
  const ticket = await make({ status: "RESOLVED", resolution_summary: "The first words of it." });
  const resolution_summary = "The carrier refunded the customer in full.";
  const changed = await update("ops_agent", ticket.id, { status: "RESOLVED", resolution_summary });
  expect(changed.resolution_summary).toBe(resolution_summary);
});

test("only finance and admins take a ticket out of the payment tickets", async () => {
  const ticket = await make({ owner_id: desk.people.ops_agent.id, tags: ["payment"] });
  await expect(update("ops_agent", ticket.id, { tags: [] })).rejects.toMatchObject({ code: "forbidden" });
  expect((await update("ops_agent", ticket.id, { tags: ["payment", "late"] })).tags).toEqual([
    "payment",
    "late",
  ]);
  expect((await update("admin", ticket.id, { tags: [] })).tags).toEqual([]);
});
