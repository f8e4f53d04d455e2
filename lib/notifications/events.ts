import { z } from "zod";
import type { DeliveryChannel } from "./schema";

/**
 * Beside these, `notification.created` and `notification.read` (both `{ user_id }`) are for the live stream alone, which
 * tells them only to the person they name.
 */

/** One delivery is to be sent now by the channel the event names. */
export const deliveryDue = z.object({ organization_id: z.uuid(), notification_id: z.uuid() });

/** A recipient's summary is to be sent now. */
export const digestDue = z.object({
  organization_id: z.uuid(),
  user_id: z.uuid().nullable(),
  requester_id: z.uuid().nullable(),
});

/** An organization has deliveries whose time has come. */
export const deliveriesWaiting = z.object({ organization_id: z.uuid() });

export const dueEvent: Record<DeliveryChannel, string> = {
  email: "notification.email_due",
  push: "notification.push_due",
  sms: "notification.sms_due",
};
