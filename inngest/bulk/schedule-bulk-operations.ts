import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every five minutes: organizations with operations that nobody seems to work on. */
export const scheduleBulkOperations = inngest.createFunction(
  { id: "schedule-bulk-operations", triggers: [{ cron: "*/5 * * * *" }], retries: 2 },
  async ({ step }) => {
    const waiting = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_idle_bulk_organizations() as id`,
    );
    if (waiting.length === 0) return;
    await step.sendEvent(
      "work-off-each",
      waiting.map(({ id }) => ({ name: "bulk.work_due", data: { organization_id: id } })),
    );
  },
);
