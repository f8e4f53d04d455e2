import { inBatches, sumOverEvents } from "@/lib/platform/event-batches";
import { inngest } from "@/lib/platform/inngest";
import { happenedEvent, queueDeliveries } from "@/lib/webhooks/queue-deliveries";

/** What the desk calls them among itself, where internal ones are told apart by name already. */
const toldAs: Record<string, string> = {
  "ticket.file_added": "attachment.added",
  "ticket.internal_file_added": "attachment.added",
  "ticket.file_deleted": "attachment.deleted",
  "ticket.internal_file_deleted": "attachment.deleted",
};

/** What clocks do and what becomes of files, beside what else people do (queue-webhooks). */
export const queueDeadlineWebhooks = inngest.createFunction(
  {
    id: "queue-deadline-webhooks",
    triggers: [
      { event: "ticket.sla_near_breach" },
      { event: "ticket.sla_breached" },
      { event: "ticket.auto_escalated" },
      ...Object.keys(toldAs).map((event) => ({ event })),
    ],
    retries: 10,
    batchEvents: inBatches,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ events, step }) => {
    const queued = await step.run("queue-deliveries", () =>
      sumOverEvents(events, (ctx, event) =>
        queueDeliveries(ctx, happenedEvent(event, toldAs[event.name] ?? event.name)),
      ),
    );
    return { queued };
  },
);
