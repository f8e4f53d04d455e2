import { expect, test } from "vitest";
import type { Context } from "@/lib/platform/organization";
import { addMessage } from "@/lib/tickets/add-message";
import { createMessageInput } from "@/lib/tickets/schema";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { makeTicket } from "@/prisma/seed/factories";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createCalendar } from "./create-calendar";
import { explainTicketSla } from "./explain-ticket-sla";
import { listSlaPolicies } from "./list-sla-policies";
import { replaceSlaPolicies } from "./replace-sla-policies";
import { calendarInput, policiesInput } from "./schema";

useTestDatabase();
const start = Date.parse("2026-11-19T08:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000);

async function setPolicies(desk: Desk, change: object) {
  const { data } = await desk.as("admin", (ctx) => listSlaPolicies(ctx), { now: at(-60) });
  const input = policiesInput.parse({ policies: data.map((policy) => ({ ...policy, ...change })) });
  await desk.as("admin", (ctx) => replaceSlaPolicies(ctx, input), { now: at(-60) });
}

test("each answered wait is kept with its due time, its target and the hours that counted", async () => {
  const desk = await makeDesk();
  const hours = { thu: [["08:00", "12:00"]] };
  const calendar = calendarInput.parse({ name: "Mornings", time_zone: "UTC", hours });
  const { data: mornings } = await desk.as("admin", (ctx) => createCalendar(ctx, calendar), { now: at(-90) });
  await setPolicies(desk, { next_response_time_minutes: 30, next_response_calendar_id: mornings.id });
  const ticket = await desk.fill((ctx) =>
    makeTicket(ctx, { created_by_id: desk.people.shipper.id, created_at: at(0), owner_role: "ops_agent" }),
  );
  const say = (role: "shipper" | "admin", minutes: number, is_internal_note = false) =>
    desk.as(
      role,
      (ctx: Context) =>
        addMessage(ctx, ticket.id, createMessageInput.parse({ message: "Words.", is_internal_note })),
      { now: at(minutes) },
    );
  await say("admin", 5);
  await say("shipper", 10);
  await say("admin", 12, true);
  await say("admin", 20);
  await say("shipper", 30);
  await say("shipper", 40);
  await say("admin", 75);
  await say("admin", 80);
  const { data } = await desk.as("admin", (ctx) => explainTicketSla(ctx, ticket.id), { now: at(90) });
  const common = {
    target_minutes: 30,
    calendar: { version_id: expect.any(String), name: "Mornings", time_zone: "UTC" },
  };
  expect(data.answered_responses).toMatchObject([
    { ...common, started_at: at(10), due_at: at(40), answered_at: at(20), breached: false },
    { ...common, started_at: at(30), due_at: at(60), answered_at: at(75), breached: true },
  ]);
});
