import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { addMessage } from "@/lib/tickets/add-message";
import { createTicket } from "@/lib/tickets/create-ticket";
import { createMessageInput, createTicketInput, updateTicketInput } from "@/lib/tickets/schema";
import { isMoveAllowed, type TicketStatus, ticketStatuses } from "@/lib/tickets/status";
import { transitionTicket } from "@/lib/tickets/transition-ticket";
import { updateTicket } from "@/lib/tickets/update-ticket";
import { type Desk, makeDesk } from "@/prisma/seed/desk";
import { useTestDatabase } from "@/prisma/seed/test-database";
import { createCalendar } from "./create-calendar";
import { explainTicketSla } from "./explain-ticket-sla";
import { listSlaPolicies } from "./list-sla-policies";
import { replaceSlaPolicies } from "./replace-sla-policies";
import { calendarInput, policiesInput, type SlaExplanation } from "./schema";

useTestDatabase();

const start = Date.parse("2026-11-19T08:00:00Z");
const at = (minutes: number) => new Date(start + minutes * 60_000);
const office = calendarInput.parse({
  name: "Office hours",
  time_zone: "Europe/Berlin",
  hours: Object.fromEntries(["mon", "tue", "wed", "thu", "fri"].map((day) => [day, [["09:00", "17:00"]]])),
});

type Stored = Record<"sla" | "response" | "next_response", [Date | null, Date | null, Date | null]>;

async function stored(desk: Desk, id: string): Promise<Stored> {
  const [row] = await desk.fill(
    (ctx) => ctx.tx.$queryRaw<Record<string, Date | null>[]>`
      select sla_due_at, sla_near_breach_at, case when status not in ('RESOLVED', 'CLOSED') then sla_paused_at end as sla_paused_at,
        response_due_at, response_near_breach_at, case when status not in ('RESOLVED', 'CLOSED') then response_paused_at end as response_paused_at,
        next_response_due_at, next_response_near_breach_at,
        case when status not in ('RESOLVED', 'CLOSED') then next_response_paused_at end as next_response_paused_at
      from tickets where id = ${id}::uuid`,
  );
  const of = (name: string): [Date | null, Date | null, Date | null] => [
    row?.[`${name}_due_at`] ?? null,
    row?.[`${name}_near_breach_at`] ?? null,
    row?.[`${name}_paused_at`] ?? null,
  ];
  return { sla: of("sla"), response: of("response"), next_response: of("next_response") };
}

function explained({ clocks }: SlaExplanation): Stored {
  const of = (name: string): [Date | null, Date | null, Date | null] => {
    const clock = clocks.find((one) => one.clock === name);
    return [clock?.due_at ?? null, clock?.near_breach_at ?? null, clock?.paused_since ?? null];
  };
  return { sla: of("resolution"), response: of("first_response"), next_response: of("next_response") };
}

const deed = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("move" as const), to: fc.constantFrom(...ticketStatuses) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("priority" as const),
      to: fc.constantFrom("LOW" as const, "HIGH" as const, "CRITICAL" as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("answer" as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("ask" as const) }) },
);
type Deed = typeof deed extends fc.Arbitrary<infer Value> ? Value : never;
const story = fc.array(fc.tuple(fc.integer({ min: 1, max: 2000 }), deed), { minLength: 1, maxLength: 9 });

/** What the database keeps by its own quick rule, and what counting the history says, after every deed. */
async function checkStory(desk: Desk, deeds: readonly [number, Deed][]): Promise<void> {
  const input = createTicketInput.parse({
    title: "A pallet is missing",
    description: "It did not arrive with the others.",
    requester_id: null,
  });
  let minutes = 0;
  const { data } = await desk.as("shipper", (ctx) => createTicket(ctx, input), { now: at(minutes) });
  let status = data.status;
  for (const [wait, one] of deeds) {
    minutes += wait;
    const now = at(minutes);
    if (one.do === "move") {
      if (!isMoveAllowed(status, one.to) || one.to === "CLOSED") continue;
      const words = "This is long enough to be a reason.";
      const move = { status: one.to, reason: words, resolution_summary: words };
      await desk.as("admin", (ctx) => transitionTicket(ctx, data.id, move), { now });
      status = one.to as TicketStatus;
    } else if (one.do === "priority") {
      const change = updateTicketInput.parse({ priority: one.to });
      await desk.as("admin", (ctx) => updateTicket(ctx, data.id, change), { now });
    } else {
      const message = createMessageInput.parse({ message: "Any news?" });
      await desk.as(one.do === "ask" ? "shipper" : "admin", (ctx) => addMessage(ctx, data.id, message), {
        now,
      });
    }
    const before = await stored(desk, data.id);
    const later = at(minutes + 1);
    const { data: told } = await desk.as("admin", (ctx) => explainTicketSla(ctx, data.id), { now: later });
    expect(before).toEqual(explained(told));
    for (const clock of told.clocks) expectSum(clock);
  }
}

function expectSum(clock: SlaExplanation["clocks"][number]): void {
  const counted = clock.segments.filter(({ kind, is_forecast }) => kind === "counted" && !is_forecast);
  const sum = counted.reduce((total, { from, to }) => total + to.getTime() - from.getTime(), 0);
  expect(sum / 1000).toBeCloseTo(clock.counted_seconds, 6);
}

describe("what is explained is what is stored", () => {
  let plain: Desk;
  let ruled: Desk;
  beforeAll(async () => {
    plain = await makeDesk();
    ruled = await makeDesk();
    for (const desk of [plain, ruled]) {
      const { data: policies } = await desk.as("admin", (ctx) => listSlaPolicies(ctx), { now: at(-5) });
      const calendar = await desk.as("admin", (ctx) => createCalendar(ctx, office), { now: at(-4) });
      const changed = policies.map((policy) => ({
        ...policy,
        next_response_time_minutes: 90,
        ...(desk === ruled && {
          resolution_calendar_id: calendar.data.id,
          response_calendar_id: calendar.data.id,
        }),
      }));
      const input = policiesInput.parse({ policies: changed });
      await desk.as("admin", (ctx) => replaceSlaPolicies(ctx, input), { now: at(-3) });
    }
  });

  test("where every hour counts", async () => {
    await fc.assert(
      fc.asyncProperty(story, (deeds) => checkStory(plain, deeds)),
      { numRuns: 25 },
    );
  }, 180_000);

  test("under a calendar", async () => {
    await fc.assert(
      fc.asyncProperty(story, (deeds) => checkStory(ruled, deeds)),
      { numRuns: 15 },
    );
  }, 180_000);
});

test("a due time set by hand survives a change of priority, with its reason, until it is handed back", async () => {
  const desk = await makeDesk();
  const input = createTicketInput.parse({
    title: "A pallet is missing",
    description: "It did not arrive at all.",
  });
  const { data } = await desk.as("admin", (ctx) => createTicket(ctx, input), { now: at(0) });
  const update = (change: object, minutes: number) =>
    desk.as("admin", (ctx) => updateTicket(ctx, data.id, updateTicketInput.parse(change)), {
      now: at(minutes),
    });
  await update({ sla_due_at: at(777).toISOString(), reason: "The customer agreed on the phone." }, 5);
  await update({ priority: "CRITICAL" }, 10);
  const { data: told } = await desk.as("admin", (ctx) => explainTicketSla(ctx, data.id), { now: at(20) });
  expect(told.clocks.find(({ clock }) => clock === "resolution")).toMatchObject({
    due_at: at(777),
    is_manual: true,
    manual_reason: "The customer agreed on the phone.",
    state: "on_track",
  });
  await update({ sla_due_at: null }, 30);
  expect((await stored(desk, data.id)).sla[0]).toEqual(at(240));
});
