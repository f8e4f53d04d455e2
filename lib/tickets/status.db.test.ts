import { beforeAll, describe, expect, test } from "vitest";
import { AppError } from "@/lib/platform/errors";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { isMoveAllowed, ticketStatuses } from "./status";
import { transitionTicket } from "./transition-ticket";

const reason = "Long enough a reason to be accepted.";
useTestDatabase();
let desk: Desk;
beforeAll(async () => {
  desk = await makeDesk();
});

describe.each(ticketStatuses)("from %s", (from) => {
  test.each(ticketStatuses)("to %s: verb, SQL function and trigger agree with the table", async (to) => {
    const isAllowed = isMoveAllowed(from, to);
    const [verb, trigger, sqlFunction] = await desk.fill(async (ctx) => {
      const [row] = await ctx.tx.$queryRaw<{ allowed: boolean }[]>`
        select is_ticket_transition_allowed(${from}, ${to}) as allowed`;
      const tickets = [await makeTicket(ctx, { status: from }), await makeTicket(ctx, { status: from })];
      return [...tickets.map((ticket) => ticket.id), row?.allowed];
    });
    expect(sqlFunction).toBe(isAllowed);
    expect(await outcomeOfVerb(String(verb), to)).toBe(isAllowed ? "moved" : "invalid_transition");
    // An update that leaves the status as it is moves nothing, so there is nothing for the trigger to refuse.
    expect(await outcomeOfUpdate(String(trigger), to)).toBe(
      isAllowed || from === to ? "moved" : "invalid_transition",
    );
  });
});

function outcomeOfVerb(id: string, to: (typeof ticketStatuses)[number]): Promise<string> {
  return outcome(
    desk.as("admin", (ctx) => transitionTicket(ctx, id, { status: to, reason, resolution_summary: reason })),
  );
}

function outcomeOfUpdate(id: string, to: string): Promise<string> {
  return outcome(
    desk.fill((ctx) => ctx.tx.$executeRaw`update tickets set status = ${to} where id = ${id}::uuid`),
  );
}

async function outcome(attempt: Promise<unknown>): Promise<string> {
  try {
    await attempt;
    return "moved";
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
}
