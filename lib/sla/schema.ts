import { z } from "zod";

export const slaPolicy = z.object({
  priority: z.enum(["LOW", "MEDIUM", "HIGH", "CRITICAL"]),
  response_time_minutes: z.int(),
  resolution_time_minutes: z.int(),
  /** Roles in the order a ticket reaches them; the first is the queue it starts in. */
  escalation_chain: z.array(z.string()),
});
export type SlaPolicy = z.output<typeof slaPolicy>;

export const slaPoliciesAnswer = z.object({ data: z.array(slaPolicy) });
