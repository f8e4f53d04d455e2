import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { webhookReceived } from "@/lib/sync/events";
import { queueWebhookRun } from "@/lib/sync/queue-webhook-run";

/** Reads the tickets that the vendor called about, and behind a run those it called about meanwhile. */
export const readCalledTickets = inngest.createFunction(
  {
    id: "read-called-tickets",
    triggers: [{ event: "sync.webhook_received" }, { event: "sync.run_ended" }],
    retries: 5,
    concurrency: [{ key: "event.data.connection_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id, connection_id } = webhookReceived.parse(event.data);
    const run_id = await step.run("queue-run", () =>
      withOrganization(systemActor(organization_id), (ctx) => queueWebhookRun(ctx, connection_id)),
    );
    return { run_id };
  },
);
