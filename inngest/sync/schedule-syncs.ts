import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every five minutes, for each organization: runs that are due, and runs nobody works on. */
export const scheduleSyncs = inngest.createFunction(
  { id: "schedule-syncs", triggers: [{ cron: "*/5 * * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "start-each",
      organizations.map(({ id }) => ({ name: "sync.schedule_due", data: { organization_id: id } })),
    );
  },
);
