import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** With every full hour, for each organization. */
export const scheduleClosureRuns = inngest.createFunction(
  { id: "schedule-closure-runs", triggers: [{ cron: "0 * * * *" }], retries: 2 },
  async ({ step }) => {
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length === 0) return;
    await step.sendEvent(
      "count-each",
      organizations.map(({ id }) => ({ name: "closures.run_due", data: { organization_id: id } })),
    );
  },
);
