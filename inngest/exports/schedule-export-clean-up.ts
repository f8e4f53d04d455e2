import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every five minutes, for each organization: files past their day, and jobs nobody works on. */
export const scheduleExportCleanUp = inngest.createFunction(
  { id: "schedule-export-clean-up", triggers: [{ cron: "*/5 * * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "clean-up-each",
      organizations.map(({ id }) => ({ name: "exports.clean_up_due", data: { organization_id: id } })),
    );
  },
);
