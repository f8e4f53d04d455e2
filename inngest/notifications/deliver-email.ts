import { deliverNotification } from "@/lib/notifications/deliver-notification";
import { emailChannel } from "@/lib/notifications/email-channel";
import { deliveryDue, dueEvent } from "@/lib/notifications/events";
import { inngest } from "@/lib/platform/inngest";

/** One step: what a mail says never becomes part of the run's state. A failed mail is tried later by the schedule. */
export const deliverEmail = inngest.createFunction(
  {
    id: "deliver-email",
    triggers: [{ event: dueEvent.email }],
    retries: 5,
    concurrency: { key: "event.data.organization_id", limit: 3 },
  },
  async ({ event, step, runId }) => {
    const { organization_id, notification_id } = deliveryDue.parse(event.data);
    return step.run("deliver", () =>
      deliverNotification(emailChannel, organization_id, notification_id, runId),
    );
  },
);
