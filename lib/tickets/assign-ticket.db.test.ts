import { beforeAll, describe, expect, test } from "vitest";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket, makeUser } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { assignTicket, takeTicket } from "./assign-ticket";
import { listCandidates } from "./choose-owner";

useTestDatabase();
const reason = "They know this carrier best of us all.";
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

const make = (fields: Record<string, unknown> = {}) =>
  desk.fill((ctx) => makeTicket(ctx, { owner_role: "ops_agent", ...fields }));

test("to a queue, a person, and the audit says who, why and from whom", async () => {
  const ticket = await make();
  const finance = { owner_role: "finance", owner_id: desk.people.finance.id };
  const { data } = await desk.as("ops_manager", (ctx) =>
    assignTicket(ctx, ticket.id, { ...finance, reason }),
  );
  expect(data).toMatchObject({ ...finance, owner_name: desk.people.finance.name, version: 2 });
  const { data: queued } = await desk.as("ops_manager", (ctx) =>
    assignTicket(ctx, ticket.id, { owner_role: "hq_support" }),
  );
  expect(queued).toMatchObject({ owner_role: "hq_support", owner_id: null });
  const { audit, events } = await desk.trail(ticket);
  expect(audit[1]).toMatchObject({
    action: "ASSIGNED",
    actor_role: "ops_manager",
    payload: {
      old_owner_role: "ops_agent",
      new_owner_role: "finance",
      new_owner_id: finance.owner_id,
      reason,
    },
  });
  expect(events.map((event) => event.name)).toEqual(["ticket.assigned", "ticket.assigned"]);
});

describe("nobody chosen", () => {
  test("means the least loaded among those available, with the reason", async () => {
    const quiet = await desk.fill(async (ctx) => {
      await makeUser(ctx, "compliance_officer", { is_available: false, name: "Away" });
      const busy = desk.people.compliance_officer;
      for (let n = 0; n < 3; n += 1) await makeTicket(ctx, { owner_role: busy.role, owner_id: busy.id });
      const free = await makeUser(ctx, "compliance_officer", { name: "Free" });
      await makeTicket(ctx, { owner_role: free.role, owner_id: free.id });
      await makeTicket(ctx, { owner_role: free.role, owner_id: free.id, status: "CLOSED" });
      return free;
    });
    const ticket = await make();
    const answer = await desk.as("ops_manager", (ctx) =>
      assignTicket(ctx, ticket.id, { owner_role: "compliance_officer", owner_id: "auto" }),
    );
    expect(answer.data.owner_id).toBe(quiet.id);
    expect(answer.assignment_reason).toBe("Free has 1 open ticket, the fewest of 2 available.");
  });

  test("and nobody available leaves it in the queue, and says so", async () => {
    const empty = await makeDesk();
    await empty.fill((ctx) =>
      ctx.tx.user.updateMany({ where: { role: "finance" }, data: { is_available: false } }),
    );
    const ticket = await empty.fill((ctx) => makeTicket(ctx));
    const answer = await empty.as("admin", (ctx) =>
      assignTicket(ctx, ticket.id, { owner_role: "finance", owner_id: "auto" }),
    );
    expect(answer.data).toMatchObject({ owner_id: null, owner_role: "finance" });
    expect(answer.assignment_reason).toContain("waits in the queue");
  });

  test.each([
    ["06:00", "14:00", "2026-03-02T10:00:00Z", true],
    ["06:00", "14:00", "2026-03-02T14:00:00Z", false],
    ["22:00", "06:00", "2026-03-02T23:30:00Z", true],
    ["22:00", "06:00", "2026-03-02T05:59:00Z", true],
    ["22:00", "06:00", "2026-03-02T12:00:00Z", false],
  ])("shift %s–%s at %s: available %s", async (shift_starts_at, shift_ends_at, now, isAvailable) => {
    const person = await desk.fill((ctx) => makeUser(ctx, "ceo_oncall", { shift_starts_at, shift_ends_at }));
    const candidates = await desk.as("admin", (ctx) => listCandidates(ctx, "ceo_oncall"), {
      now: new Date(now),
    });
    expect(candidates.find((candidate) => candidate.id === person.id)?.is_available).toBe(isAvailable);
  });
});

describe("refusals", () => {
  test("an agent assigns nothing", async () => {
    const ticket = await make();
    await expect(
      desk.as("ops_agent", (ctx) => assignTicket(ctx, ticket.id, { owner_role: "ops_agent" })),
    ).rejects.toMatchObject({ code: "forbidden" });
  });

  test("a person of another role, deactivated or foreign is named", async () => {
    const ticket = await make();
    const gone = await desk.fill((ctx) =>
      makeUser(ctx, "finance", { deactivated_at: "2026-01-01T00:00:00Z" }),
    );
    const foreign = (await makeDesk()).people.finance;
    for (const owner_id of [desk.people.ops_agent.id, gone.id, foreign.id])
      await expect(
        desk.as("admin", (ctx) => assignTicket(ctx, ticket.id, { owner_role: "finance", owner_id })),
      ).rejects.toMatchObject({ code: "invalid_input", details: { fields: [{ field: "owner_id" }] } });
  });

  test("a stale version changes nothing", async () => {
    const ticket = await make();
    await desk.as("admin", (ctx) => assignTicket(ctx, ticket.id, { owner_role: "finance" }));
    await expect(
      desk.as("admin", (ctx) => assignTicket(ctx, ticket.id, { owner_role: "hq_support", version: 1 })),
    ).rejects.toMatchObject({ code: "conflict", details: { current_version: 2 } });
  });
});

describe("taking", () => {
  test("from one's own queue", async () => {
    const ticket = await make();
    const { data } = await desk.as("ops_agent", (ctx) => takeTicket(ctx, ticket.id));
    expect(data).toMatchObject({ owner_id: desk.people.ops_agent.id, owner_role: "ops_agent" });
  });

  test("by two at once: one gets it, the other is told", async () => {
    const ticket = await make();
    const outcomes = await Promise.allSettled([
      desk.as("ops_agent", (ctx) => takeTicket(ctx, ticket.id)),
      desk.as("ops_agent", (ctx) => takeTicket(ctx, ticket.id)),
    ]);
    expect(outcomes.map((outcome) => outcome.status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});
