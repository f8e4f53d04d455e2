import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every ten minutes, for each organization: deliveries nobody takes care of, and old ones. */
export const scheduleWebhookSweep = inngest.createFunction(
  { id: "schedule-webhook-sweep", triggers: [{ cron: "*/10 * * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "sweep-each",
      organizations.map(({ id }) => ({ name: "webhooks.sweep_due", data: { organization_id: id } })),
    );
  },
);
