import { inngest } from "@/lib/platform/inngest";
import { attemptDelivery } from "@/lib/webhooks/attempt-delivery";
import { deliveryDue } from "@/lib/webhooks/events";
import { maximumAttempts } from "@/lib/webhooks/retry-schedule";

/** Tries until it arrives or a day is over. A receiver that hangs keeps five runs busy and nobody else waiting. */
export const deliverWebhook = inngest.createFunction(
  {
    id: "deliver-webhook",
    triggers: [{ event: "webhook.delivery_due" }],
    retries: 5,
    concurrency: { key: "event.data.endpoint_id", limit: 5 },
  },
  async ({ event, step }) => {
    const { organization_id, delivery_id } = deliveryDue.parse(event.data);
    for (let attempt = 1; attempt <= maximumAttempts; attempt += 1) {
      const result = await step.run(`attempt-${attempt}`, () =>
        attemptDelivery(organization_id, delivery_id, attempt),
      );
      if (result.status !== "pending" || !result.next_attempt_at) return { status: result.status, attempt };
      await step.sleepUntil(`wait-${attempt}`, new Date(result.next_attempt_at));
    }
    return { status: "failed", attempt: maximumAttempts };
  },
);
