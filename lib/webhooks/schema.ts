import { z } from "zod";
import { instant, listAnswer, listQuery, one, uuid } from "@/lib/platform/schema";
import { type WebhookEvent, webhookEventWords } from "./event-words";

export const webhookEvents = Object.keys(webhookEventWords) as [WebhookEvent, ...WebhookEvent[]];

/** Only for endpoints that include what the desk says among itself. */
export const internalEvents: readonly string[] = ["ticket.note_added"] satisfies WebhookEvent[];

export const webhookRow = z.object({
  id: uuid,
  name: z.string(),
  url: z.string(),
  events: z.array(z.string()),
  includes_internal: z.boolean(),
  is_enabled: z.boolean(),
  /** Why Docket disabled it by itself; null when a person did, or it is enabled. */
  disabled_because: z.string().nullable(),
  disabled_at: instant.nullable(),
  /** Until when deliveries are also signed with the secret before the last change. */
  previous_secret_until: instant.nullable(),
  /** Since when nothing has arrived; null while deliveries succeed. */
  failing_since: instant.nullable(),
  last_delivered_at: instant.nullable(),
  pending_count: z.int(),
  failed_count: z.int(),
  created_at: instant,
  updated_at: instant,
});
export type WebhookRow = z.output<typeof webhookRow>;
export const webhookListAnswer = z.object({ data: z.array(webhookRow) });

const url = z
  .string()
  .trim()
  .max(2000)
  .refine(isPlainAddress, "Enter an address such as https://example.com/docket, without a user name.");
const events = z
  .array(z.enum(["*", ...webhookEvents]))
  .min(1, "Choose at least one event.")
  .max(50)
  .transform((values) => (values.includes("*") ? ["*"] : [...new Set<string>(values)]));

const fields = {
  name: z.string().trim().min(1, "Name what the endpoint is for.").max(100),
  url,
  /** Names, or `*` for every event there is and will be. */
  events,
  /** Also internal notes and the reasons people give; they then leave the desk. */
  includes_internal: z.boolean(),
};
export const createWebhookInput = z.strictObject({
  ...fields,
  includes_internal: fields.includes_internal.default(false),
});
export type CreateWebhookInput = z.output<typeof createWebhookInput>;
export const updateWebhookInput = z.strictObject({ ...fields, is_enabled: z.boolean() }).partial();
export type UpdateWebhookInput = z.output<typeof updateWebhookInput>;

/** Answered when it is made or changed, and never again. */
export const webhookSecret = z.string();
export const webhookWithSecret = one(webhookRow).extend({ secret: webhookSecret });

export const deliveryStatuses = ["pending", "delivered", "failed"] as const;
export const deliveryRow = z.object({
  id: uuid,
  endpoint_id: uuid,
  /** The header `webhook-id`: the same for every try and every replay of one event. */
  message_id: z.string(),
  event_name: z.string(),
  ticket_id: uuid.nullable(),
  status: z.enum(deliveryStatuses),
  attempts: z.int(),
  next_attempt_at: instant.nullable(),
  finished_at: instant.nullable(),
  response_status: z.int().nullable(),
  last_error: z.string().nullable(),
  replayed_from_id: uuid.nullable(),
  created_at: instant,
});
export type DeliveryRow = z.output<typeof deliveryRow>;
export const deliveryDetail = deliveryRow.extend({
  body: z.string(),
  tries: z.array(
    z.object({
      number: z.int(),
      attempted_at: instant,
      duration_ms: z.int(),
      response_status: z.int().nullable(),
      response_excerpt: z.string().nullable(),
      error: z.string().nullable(),
    }),
  ),
});
export type DeliveryDetail = z.output<typeof deliveryDetail>;
export const listDeliveriesQuery = listQuery
  .omit({ page: true })
  .extend({ status: z.enum(deliveryStatuses).optional() });
export type ListDeliveriesQuery = z.output<typeof listDeliveriesQuery>;
export const deliveryListAnswer = listAnswer(deliveryRow);

function isPlainAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password } = new URL(value);
  return ["https:", "http:"].includes(protocol) && username === "" && password === "";
}
