import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { webhooksSweepDue } from "@/lib/webhooks/events";
import { sweepWebhooks as sweep } from "@/lib/webhooks/sweep-webhooks";

export const sweepWebhooks = inngest.createFunction(
  {
    id: "sweep-webhooks",
    triggers: [{ event: "webhooks.sweep_due" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = webhooksSweepDue.parse(event.data);
    return step.run("sweep", () => withOrganization(systemActor(organization_id), sweep));
  },
);
