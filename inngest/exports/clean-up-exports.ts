import { listStoredExports, markDeleted } from "@/lib/exports/clean-up-exports";
import { exportsCleanUpDue } from "@/lib/exports/events";
import { reviveExports } from "@/lib/exports/revive-exports";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { storage } from "@/lib/platform/storage/storage";

/** Deletes files that are a day old or were never finished, and announces jobs again that nobody took on. */
export const cleanUpExports = inngest.createFunction(
  {
    id: "clean-up-exports",
    triggers: [{ event: "exports.clean_up_due" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = exportsCleanUpDue.parse(event.data);
    const actor = systemActor(organization_id);
    const stored = await step.run("list-files", () => withOrganization(actor, listStoredExports));
    if (stored.length > 0) {
      await step.run("delete-files", async () => {
        const files = await storage();
        for (const { file_key } of stored) await files.delete(file_key);
      });
      await step.run("mark-deleted", () => withOrganization(actor, (ctx) => markDeleted(ctx, stored)));
    }
    const revived = await step.run("revive-exports", () => withOrganization(actor, reviveExports));
    return { deleted: stored.length, revived };
  },
);
