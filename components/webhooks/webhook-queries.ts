import type { Answer } from "@/lib/platform/api-client";
import type { webhooksApi } from "@/lib/webhooks/api";

export type WebhookList = Answer<typeof webhooksApi.list>;
export type Webhook = WebhookList["data"][number];
export type DeliveryPage = Answer<typeof webhooksApi.deliveries>;
export type Delivery = DeliveryPage["data"][number];

export const webhooksKey = ["webhooks"] as const;
export const webhookKey = (id: string) => [...webhooksKey, id] as const;
export const deliveriesKey = (id: string) => [...webhookKey(id), "deliveries"] as const;
