import { z } from "zod";
import { instant, uuid } from "@/lib/platform/schema";

export const pushSubscriptionRow = z.object({
  id: uuid,
  label: z.string(),
  /** Tells a browser which of the rows it is. */
  endpoint_hash: z.string(),
  last_sent_at: instant.nullable(),
  created_at: instant,
});
export type PushSubscriptionRow = z.output<typeof pushSubscriptionRow>;

export const pushSubscriptionsAnswer = z.object({
  data: z.array(pushSubscriptionRow),
  /** What a browser subscribes with (VAPID, RFC 8292). */
  public_key: z.string(),
});

const key = (bytes: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+={0,2}$/, "base64url, as the browser gives it")
    .refine((value) => Buffer.from(value, "base64url").length === bytes, `${bytes} bytes in base64url`);

export const addPushSubscriptionInput = z.object({
  endpoint: z.url({ protocol: /^https?$/ }).max(2000),
  keys: z.object({ p256dh: key(65), auth: key(16) }),
  label: z.string().trim().min(1).max(100),
});
export type AddPushSubscriptionInput = z.output<typeof addPushSubscriptionInput>;
