import { z } from "zod";
import { slaClocks } from "./schema";

const about = {
  ticket_id: z.uuid(),
  number: z.int(),
  priority: z.string(),
  owner_id: z.uuid().nullable(),
  owner_role: z.string().nullable(),
};

/**
 * Near breach: under 20 % of a clock's target is left. Breach: it ran out; owner and role are those of before any
 * escalation. Each once for each due time.
 */
const clockEvent = z.object({
  ...about,
  clock: z.enum(slaClocks),
  due_at: z.iso.datetime({ offset: true }),
});

/**
 * The breach took the ticket one level up its chain. At the chain's end (`is_chain_end`) nobody is above: owner and
 * role stay, and it is told once. `owner_id` is null otherwise, as the new role's queue has it now.
 */
const autoEscalated = z.object({
  ...about,
  level: z.int(),
  old_role: z.string().nullable(),
  old_owner_id: z.uuid().nullable(),
  new_role: z.string().nullable(),
  is_chain_end: z.boolean(),
});

/** Clocks of this organization have come to an instant at which something must be done. */
export const clocksDue = z.object({ organization_id: z.uuid() });

/** A draft is to be tried on more tickets than a request does at once. */
export const replayQueued = z.object({ organization_id: z.uuid(), replay_id: z.uuid() });

export const slaEvents = {
  "ticket.sla_near_breach": clockEvent,
  "ticket.sla_breached": clockEvent,
  "ticket.auto_escalated": autoEscalated,
  "sla.clocks_due": clocksDue,
  "sla.clocks_settled": clocksDue,
  "sla.replay_queued": replayQueued,
} as const;
