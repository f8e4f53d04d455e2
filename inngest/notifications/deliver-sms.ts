import { deliverNotification } from "@/lib/notifications/deliver-notification";
import { deliveryDue, dueEvent } from "@/lib/notifications/events";
import { smsChannel } from "@/lib/notifications/sms-channel";
import { inngest } from "@/lib/platform/inngest";

/** As deliver-email: one step, and a failed one is tried later by the schedule. */
export const deliverSms = inngest.createFunction(
  {
    id: "deliver-sms",
    triggers: [{ event: dueEvent.sms }],
    retries: 5,
    concurrency: { key: "event.data.organization_id", limit: 3 },
  },
  async ({ event, step, runId }) => {
    const { organization_id, notification_id } = deliveryDue.parse(event.data);
    return step.run("deliver", () =>
      deliverNotification(smsChannel, organization_id, notification_id, runId),
    );
  },
);
