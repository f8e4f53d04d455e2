import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Once a minute: organizations in which quiet hours or a pause ended, or a summary's time has come. */
export const scheduleDeliveries = inngest.createFunction(
  { id: "schedule-deliveries", triggers: [{ cron: "* * * * *" }], retries: 1 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () =>
        database().$queryRaw<
          { organization_id: string }[]
        >`select organization_id from organizations_with_due_deliveries(now()) as due (organization_id)`,
    );
    if (organizations.length === 0) return { organizations: 0 };
    await step.sendEvent(
      "release",
      organizations.map((data) => ({ name: "notification.deliveries_waiting", data })),
    );
    return { organizations: organizations.length };
  },
);
