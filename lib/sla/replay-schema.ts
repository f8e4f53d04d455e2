import { z } from "zod";
import { instant, uuid } from "@/lib/platform/schema";
import { priority } from "@/lib/tickets/schema";
import { ticketStatuses } from "@/lib/tickets/status";
import { calendarInput, policyInput, slaClocks } from "./schema";

/** Tickets one replay looks at; a longer period is refused with the number found. */
export const replayLimit = 20_000;

/** A draft calendar is named by the id it replaces or by any id that the draft policies use. */
const draftCalendar = calendarInput.extend({ id: uuid });

const replayShape = {
  /** Tickets created from here … */
  from: z.coerce.date(),
  /** … up to here, not included. */
  to: z.coerce.date(),
  /** Replace the policies of the same priority and team; the others stay as they are. */
  policies: z.array(policyInput).max(200).default([]),
  calendars: z.array(draftCalendar).max(20).default([]),
};
const isPeriod = ({ from, to }: { from: Date; to: Date }) => from < to;
const periodProblem = { path: ["to"], message: "The period ends after it begins." };

export const replayInput = z.object(replayShape).refine(isPeriod, periodProblem);
export type ReplayInput = z.output<typeof replayInput>;

const count = z.object({
  /** Tickets on which this clock ran. */
  tickets: z.int(),
  /** Breached as the policies were. */
  actual: z.int(),
  /** Breached as they would have been under the draft. */
  draft: z.int(),
  /** Breached under the draft alone. */
  added: z.int(),
  /** Breached as it was, and not under the draft. */
  removed: z.int(),
});
export const replayCell = count.extend({
  clock: z.enum(slaClocks),
  priority,
  /** The queue the ticket was in, or none. */
  team: z.string().nullable(),
});
export type ReplayCell = z.output<typeof replayCell>;
export const replayAnswer = z.object({
  data: z.object({
    tickets: z.int(),
    totals: z.array(count.extend({ clock: z.enum(slaClocks) })),
    cells: z.array(replayCell),
  }),
});

export const replayOutcomes = ["actual", "draft", "added", "removed"] as const;
/** The same draft and period, and which of its numbers to list. */
export const replayTicketsInput = z
  .object({
    ...replayShape,
    clock: z.enum(slaClocks),
    outcome: z.enum(replayOutcomes),
    priority: priority.optional(),
    team: z.string().nullable().optional(),
    limit: z.int().min(1).max(500).default(100),
    offset: z.int().min(0).default(0),
  })
  .refine(isPeriod, periodProblem);
export type ReplayTicketsInput = z.output<typeof replayTicketsInput>;

export const replayTicketsAnswer = z.object({
  data: z.array(
    z.object({
      id: uuid,
      number: z.int(),
      title: z.string(),
      priority,
      status: z.enum(ticketStatuses),
      team: z.string().nullable(),
      created_at: instant,
      stopped_at: instant.nullable(),
      actual_due_at: instant.nullable(),
      draft_due_at: instant.nullable(),
      actual_breached: z.boolean(),
      draft_breached: z.boolean(),
    }),
  ),
  total: z.int(),
});
