import { inBatches, sumOverEvents } from "@/lib/platform/event-batches";
import { inngest } from "@/lib/platform/inngest";
import { happenedEvent, queueDeliveries } from "@/lib/webhooks/queue-deliveries";

/** Inngest takes ten triggers a function; the other events are in queue-deadline-webhooks. */
export const queueWebhooks = inngest.createFunction(
  {
    id: "queue-webhooks",
    triggers: [
      { event: "ticket.created" },
      { event: "ticket.updated" },
      { event: "ticket.assigned" },
      { event: "ticket.status_changed" },
      { event: "ticket.message_added" },
      { event: "ticket.note_added" },
      { event: "ticket.escalated" },
      { event: "ticket.merged" },
      { event: "ticket.archived" },
      { event: "ticket.restored" },
    ],
    retries: 10,
    batchEvents: inBatches,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ events, step }) => {
    const queued = await step.run("queue-deliveries", () =>
      sumOverEvents(events, (ctx, event) => queueDeliveries(ctx, happenedEvent(event, event.name))),
    );
    return { queued };
  },
);
