import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every night, for each organization: answers of vendors past their days, and old history. */
export const scheduleSyncCleanUp = inngest.createFunction(
  { id: "schedule-sync-clean-up", triggers: [{ cron: "41 3 * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "clean-up-each",
      organizations.map(({ id }) => ({ name: "sync.clean_up_due", data: { organization_id: id } })),
    );
  },
);
