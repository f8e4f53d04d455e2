import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { ticketEvent } from "@/lib/webhooks/events";
import { queueDeliveries } from "@/lib/webhooks/queue-deliveries";

/** What clocks do, beside what people do (queue-webhooks). */
export const queueDeadlineWebhooks = inngest.createFunction(
  {
    id: "queue-deadline-webhooks",
    triggers: [
      { event: "ticket.sla_near_breach" },
      { event: "ticket.sla_breached" },
      { event: "ticket.auto_escalated" },
    ],
    retries: 10,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ event, step }) => {
    const data = ticketEvent.parse(event.data);
    const happened = { id: event.id ?? "", name: event.name, at: new Date(event.ts ?? 0), data };
    return step.run("queue-deliveries", () =>
      withOrganization(systemActor(data.organization_id), (ctx) => queueDeliveries(ctx, happened)),
    );
  },
);
