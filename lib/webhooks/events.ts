import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** What `queueDeliveries` reads of any event about a ticket, in the form the outbox sends it. */
export const ticketEvent = z.looseObject({
  organization_id: uuid,
  actor_id: uuid.nullish(),
  actor_role: z.string().nullish(),
  ticket_id: uuid,
  message_id: uuid.optional(),
});

/** One delivery waits to be sent. */
export const deliveryDue = z.object({ organization_id: uuid, delivery_id: uuid, endpoint_id: uuid });

/** Docket gave an endpoint up. */
export const webhookDisabled = z.object({
  organization_id: uuid,
  endpoint_id: uuid,
  name: z.string(),
  because: z.string(),
});

/** Sent by the schedule, to one organization at a time. */
export const webhooksSweepDue = z.object({ organization_id: uuid });
