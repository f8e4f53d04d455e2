import { z } from "zod";
import { uuid } from "@/lib/platform/schema";

/** How a watcher hears about a ticket; what is left out stays as it was (at first: e-mail and push). */
export const watchInput = z.object({
  notify_email: z.boolean().optional(),
  notify_push: z.boolean().optional(),
  notify_sms: z.boolean().optional(),
});
export type WatchInput = z.output<typeof watchInput>;

export const watcherRow = z.object({
  user_id: uuid,
  name: z.string(),
  role: z.string(),
  notify_email: z.boolean(),
  notify_push: z.boolean(),
  notify_sms: z.boolean(),
  created_at: z.date(),
});
export type WatcherRow = z.output<typeof watcherRow>;

export const watchState = z.object({
  ticket_id: uuid,
  user_id: uuid,
  watching: z.boolean(),
  notify_email: z.boolean(),
  notify_push: z.boolean(),
  notify_sms: z.boolean(),
});
export type WatchState = z.output<typeof watchState>;
