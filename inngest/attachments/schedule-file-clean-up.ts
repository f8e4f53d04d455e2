import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";
import { removeAbandoned } from "@/lib/platform/storage/spool";

/** Every quarter of an hour: uploads that a killed process left half done, and each organization's unused files. */
export const scheduleFileCleanUp = inngest.createFunction(
  { id: "schedule-file-clean-up", triggers: [{ cron: "*/15 * * * *" }], retries: 2 },
  async ({ step }) => {
    const abandoned = await step.run("remove-abandoned", () => removeAbandoned());
    const organizations = await step.run(
      "list-organizations",
      () => database().$queryRaw<{ id: string }[]>`select id from list_organization_ids() as listed (id)`,
    );
    if (organizations.length > 0)
      await step.sendEvent(
        "clean-up-each",
        organizations.map(({ id }) => ({ name: "files.clean_up_due", data: { organization_id: id } })),
      );
    return { abandoned };
  },
);
