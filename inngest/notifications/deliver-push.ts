import { deliverNotification } from "@/lib/notifications/deliver-notification";
import { deliveryDue, dueEvent } from "@/lib/notifications/events";
import { pushChannel } from "@/lib/notifications/push-channel";
import { inngest } from "@/lib/platform/inngest";

/** As deliver-email: one step, and a failed one is tried later by the schedule. */
export const deliverPush = inngest.createFunction(
  {
    id: "deliver-push",
    triggers: [{ event: dueEvent.push }],
    retries: 5,
    concurrency: { key: "event.data.organization_id", limit: 3 },
  },
  async ({ event, step, runId }) => {
    const { organization_id, notification_id } = deliveryDue.parse(event.data);
    return step.run("deliver", () =>
      deliverNotification(pushChannel, organization_id, notification_id, runId),
    );
  },
);
