import { forgetDrafts, removeAbandonedFiles } from "@/lib/imports/clean-up-imports";
import { inngest } from "@/lib/platform/inngest";

/** Every hour: drafts nobody started, and files that no import needs. */
export const cleanUpImports = inngest.createFunction(
  { id: "clean-up-imports", triggers: [{ cron: "11 * * * *" }], retries: 2 },
  async ({ step }) => {
    await step.run("forget-drafts", forgetDrafts);
    await step.run("remove-files", removeAbandonedFiles);
  },
);
