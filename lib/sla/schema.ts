import { z } from "zod";
import { instant, one, uuid } from "@/lib/platform/schema";
import { isTimeZone } from "@/lib/platform/zone-time";
import { ownerRoles, priority, ticketPriorities } from "@/lib/tickets/schema";
import { ticketStatuses } from "@/lib/tickets/status";

export const slaClocks = ["first_response", "next_response", "resolution"] as const;
export type SlaClock = (typeof slaClocks)[number];

/** Where one clock stands. `met` and `missed` have stopped, `none` never started or has no target. */
export const clockStates = [
  "on_track",
  "near_breach",
  "breached",
  "paused",
  "met",
  "missed",
  "none",
] as const;

const time = z
  .string()
  .regex(/^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/, "A time such as 09:00; the end of a day is 24:00.");
const timeWindow = z
  .tuple([time, time])
  .refine(([from, to]) => from < to, "A window ends after it begins; write one over midnight as two.");
const windows = z
  .array(timeWindow)
  .max(12)
  .refine(
    (all) =>
      all.toSorted().every((window, at, sorted) => at === 0 || (sorted[at - 1]?.[1] ?? "") <= window[0]),
    "The windows of a day must not overlap.",
  );
const day = z.iso.date();
const name = z.string().trim().min(1, "Give it a name.").max(80);

export const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** When time counts. A date's exception replaces its weekly hours, a holiday closes the date whatever else it says. */
export const calendarDefinition = z.object({
  time_zone: z.string().refine(isTimeZone, "Not a known time zone, such as Europe/Berlin."),
  hours: z
    .partialRecord(z.enum(weekdays), windows)
    .refine((week) => Object.values(week).some((day) => day.length > 0), "At least one day must be open."),
  holidays: z
    .array(z.object({ date: day, name: z.string().trim().max(80).default("") }))
    .max(1000)
    .default([]),
  exceptions: z
    .array(
      z.object({
        date: day,
        name: z.string().trim().max(80).default(""),
        /** `open`: these windows instead of the weekly hours; `closed`: these windows taken out of them. */
        kind: z.enum(["open", "closed"]),
        windows,
      }),
    )
    .max(1000)
    .default([]),
});
export type CalendarDefinition = z.output<typeof calendarDefinition>;

export const calendarInput = calendarDefinition.extend({ name });
export type CalendarInput = z.output<typeof calendarInput>;
export const slaCalendar = calendarInput.extend({
  id: uuid,
  /** Policies that count by it. */
  used_by: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type SlaCalendar = z.output<typeof slaCalendar>;
export const calendarParams = z.object({ id: uuid });
export const calendarsAnswer = z.object({ data: z.array(slaCalendar) });
export const calendarAnswer = one(slaCalendar);

const minutes = z.int().min(1).max(525_600);
const pauseStatuses = z
  .array(z.enum(ticketStatuses))
  .max(8)
  .refine(
    (all) => all.every((status) => !["RESOLVED", "CLOSED", "NEW"].includes(status)),
    "A clock pauses in a status between the start and the end of the work.",
  );
const awaiting = ticketStatuses.filter((status) => status.startsWith("AWAITING_"));

export const policyInput = z
  .object({
    priority,
    /** The team it is for: a queue, a franchise, or with neither everyone without a policy of their own. */
    owner_role: z
      .enum(ownerRoles as [string, ...string[]])
      .nullable()
      .default(null),
    franchise_id: uuid.nullable().default(null),
    response_time_minutes: minutes,
    /** Null: answers after the first one have no clock. */
    next_response_time_minutes: minutes.nullable().default(null),
    resolution_time_minutes: minutes,
    /** Null: every hour of every day counts. */
    response_calendar_id: uuid.nullable().default(null),
    next_response_calendar_id: uuid.nullable().default(null),
    resolution_calendar_id: uuid.nullable().default(null),
    response_pauses: pauseStatuses.default(awaiting),
    next_response_pauses: pauseStatuses.default(awaiting),
    resolution_pauses: pauseStatuses.default(awaiting),
    /** Roles in the order a ticket reaches them; the first is the queue it starts in. */
    escalation_chain: z
      .array(z.enum(ownerRoles as [string, ...string[]]))
      .min(1)
      .max(8),
    /** From one automatic level to the next; null stops after the first. */
    escalation_interval_minutes: minutes.nullable().default(60),
  })
  .refine((policy) => policy.owner_role === null || policy.franchise_id === null, {
    path: ["franchise_id"],
    message: "A team is a queue or a franchise, not both.",
  });
export type PolicyInput = z.output<typeof policyInput>;

export const slaPolicy = policyInput.extend({
  id: z.string(),
  franchise_name: z.string().nullable(),
});
export type SlaPolicy = z.output<typeof slaPolicy>;

/** All policies at once, so that no half of a change is ever in force. */
export const policiesInput = z.object({
  policies: z
    .array(policyInput)
    .max(200)
    .refine(
      (all) => new Set(all.map(policyKey)).size === all.length,
      "Two policies are for the same priority and team.",
    )
    .refine(
      (all) =>
        ticketPriorities.every((level) =>
          all.some((one) => one.priority === level && !one.owner_role && !one.franchise_id),
        ),
      "Every priority needs a policy that is for no particular team.",
    ),
  /** From the last answer; a policy that somebody else changed since is then refused with 409. */
  revision: z.string().optional(),
});
export type PoliciesInput = z.output<typeof policiesInput>;
export const policiesAnswer = z.object({
  data: z.array(slaPolicy),
  revision: z.string(),
  /** Open tickets whose clocks are being counted anew after the change; they are right within the minute. */
  recounting: z.int(),
});

export function policyKey(policy: Pick<PolicyInput, "priority" | "owner_role" | "franchise_id">): string {
  return `${policy.priority} ${policy.owner_role ?? ""} ${policy.franchise_id ?? ""}`;
}

export const clockSegment = z.object({
  from: instant,
  to: instant,
  kind: z.enum(["counted", "paused", "closed"]),
  why: z.string(),
  /** Not yet happened: how the clock runs on if nothing changes. */
  is_forecast: z.boolean(),
});

export const clockExplanation = z.object({
  clock: z.enum(slaClocks),
  state: z.enum(clockStates),
  started_at: instant.nullable(),
  /** Always the stored due time. While the clock is paused it stands still, and moves on by the pause at its end. */
  due_at: instant.nullable(),
  near_breach_at: instant.nullable(),
  stopped_at: instant.nullable(),
  paused_since: instant.nullable(),
  target_minutes: z.int().nullable(),
  /** Up to now, or to where the clock stopped. */
  counted_seconds: z.number(),
  /** What is left of the target; negative when over. */
  left_seconds: z.number().nullable(),
  is_manual: z.boolean(),
  manual_reason: z.string().nullable(),
  policy: z.object({ id: z.string(), priority, team: z.string().nullable() }).nullable(),
  /** Null: every hour counts. */
  calendar: z.object({ id: uuid, name: z.string(), time_zone: z.string() }).nullable(),
  segments: z.array(clockSegment),
});
export type ClockExplanation = z.output<typeof clockExplanation>;

/** A requester's wait that was answered. Waits under way are the clock of the next response. */
const responseCycle = z.object({
  started_at: instant,
  /** Null: no target was set. */
  due_at: instant.nullable(),
  answered_at: instant,
  breached: z.boolean(),
  target_minutes: z.int().nullable(),
  priority,
  team: z.string().nullable(),
  /** The hours that counted, by the version in force when it was answered; null: every hour. */
  calendar: z.object({ version_id: uuid, name: z.string(), time_zone: z.string() }).nullable(),
});

export const slaExplanation = z.object({
  ticket_id: uuid,
  /** The instant it describes. */
  at: instant,
  clocks: z.array(clockExplanation).length(3),
  /** Earlier waits for a next response, oldest first. */
  answered_responses: z.array(responseCycle),
  /** What has been done about breaches, oldest first. */
  escalations: z.array(
    z.object({
      level: z.int(),
      old_role: z.string().nullable(),
      new_role: z.string().nullable(),
      /** The chain had no further role: the ticket stayed with its owner. */
      is_chain_end: z.boolean(),
      created_at: instant,
    }),
  ),
  next_escalation_at: instant.nullable(),
});
export type SlaExplanation = z.output<typeof slaExplanation>;
export const slaExplanationAnswer = one(slaExplanation);
export const ticketSlaParams = z.object({ id: uuid });
