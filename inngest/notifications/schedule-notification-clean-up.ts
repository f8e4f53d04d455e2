import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

export const scheduleNotificationCleanUp = inngest.createFunction(
  { id: "schedule-notification-clean-up", triggers: [{ cron: "17 3 * * *" }], retries: 3 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () =>
        database().$queryRaw<
          { organization_id: string }[]
        >`select id as organization_id from list_organization_ids() as listed (id)`,
    );
    await step.sendEvent(
      "clean-up",
      organizations.map((data) => ({ name: "notification.clean_up_due", data })),
    );
    return { organizations: organizations.length };
  },
);
