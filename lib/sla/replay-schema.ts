import { z } from "zod";
import { instant, uuid } from "@/lib/platform/schema";
import { priority } from "@/lib/tickets/schema";
import { calendarInput, policyInput, slaClocks } from "./schema";

/** Up to so many tickets are replayed while the person waits; more are replayed in the background. */
export const immediateReplay = 1_000;

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

export const replayInput = z
  .object(replayShape)
  .refine(({ from, to }) => from < to, { path: ["to"], message: "The period ends after it begins." });
export type ReplayInput = z.output<typeof replayInput>;

export const replayParams = z.object({ id: uuid });

export const replayStatuses = ["queued", "running", "completed", "failed", "cancelled"] as const;

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
const replayCell = count.extend({
  clock: z.enum(slaClocks),
  priority,
  /** The queue the ticket was in, or none. */
  team: z.string().nullable(),
});
export type ReplayCell = z.output<typeof replayCell>;
export type ReplayCount = z.output<typeof count>;

export const replayAnswer = z.object({
  data: z.object({
    id: uuid,
    status: z.enum(replayStatuses),
    from: instant,
    to: instant,
    requested_by_id: uuid.nullable(),
    requested_by_name: z.string().nullable(),
    /** Tickets of the period, and how many of them have been looked at. */
    total_tickets: z.int(),
    done_tickets: z.int(),
    error_message: z.string().nullable(),
    created_at: instant,
    completed_at: instant.nullable(),
    /** Tickets with a clock that ran. */
    tickets: z.int(),
    totals: z.array(count.extend({ clock: z.enum(slaClocks) })),
    cells: z.array(replayCell),
  }),
});
export type Replay = z.output<typeof replayAnswer>["data"];
