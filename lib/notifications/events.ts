import { z } from "zod";
import type { DeliveryChannel } from "./schema";

/** Something new in a person's bell; the live stream tells only the person `user_id` names. */
export const notificationCreated = z.object({ user_id: z.uuid(), ticket_id: z.uuid() });

/** A person read some of theirs, perhaps in another tab. */
export const notificationRead = z.object({ user_id: z.uuid() });

/** One delivery is to be sent now by the channel the event names. */
export const deliveryDue = z.object({ organization_id: z.uuid(), notification_id: z.uuid() });

/** A recipient's summary is to be sent now. */
export const digestDue = z.object({
  organization_id: z.uuid(),
  user_id: z.uuid().nullable(),
  requester_id: z.uuid().nullable(),
});

/** Any event that may be told to someone. */
export const notificationsWanted = z.object({ organization_id: z.uuid() });

/** An organization has deliveries whose time has come. */
export const deliveriesWaiting = z.object({ organization_id: z.uuid() });

export const dueEvent: Record<DeliveryChannel, string> = {
  email: "notification.email_due",
  push: "notification.push_due",
  sms: "notification.sms_due",
};

export const notificationEvents = {
  "notification.created": notificationCreated,
  "notification.read": notificationRead,
  "notification.email_due": deliveryDue,
  "notification.push_due": deliveryDue,
  "notification.sms_due": deliveryDue,
  "notification.digest_due": digestDue,
  "notification.deliveries_waiting": deliveriesWaiting,
  "notification.clean_up_due": deliveriesWaiting,
} as const;
