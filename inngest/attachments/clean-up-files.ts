import { expireUploads, forgetFiles, markReleasedFiles } from "@/lib/attachments/clean-up-files";
import { filesCleanUpDue } from "@/lib/attachments/events";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { storage } from "@/lib/platform/storage/storage";

/** Removes what nothing refers to any more: first its row is closed, then its bytes go, then the row. */
export const cleanUpFiles = inngest.createFunction(
  {
    id: "clean-up-files",
    triggers: [{ event: "files.clean_up_due" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = filesCleanUpDue.parse(event.data);
    const actor = systemActor(organization_id);
    const expired = await step.run("expire-uploads", () => withOrganization(actor, expireUploads));
    const released = await step.run("mark-released", () => withOrganization(actor, markReleasedFiles));
    if (released.length === 0) return { expired, removed: 0 };
    await step.run("delete-bytes", async () => {
      const store = await storage();
      for (const { storage_key } of released) await store.delete(storage_key);
    });
    const ids = released.map(({ id }) => id);
    await step.run("forget-files", () => withOrganization(actor, (ctx) => forgetFiles(ctx, ids)));
    return { expired, removed: released.length };
  },
);
