import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { cleanUpSync as cleanUp } from "@/lib/sync/clean-up-sync";
import { syncCleanUpDue } from "@/lib/sync/events";

/** Forgets what one organization's mirror keeps for a time only. */
export const cleanUpSync = inngest.createFunction(
  {
    id: "clean-up-sync",
    triggers: [{ event: "sync.clean_up_due" }],
    retries: 3,
    concurrency: [{ key: "event.data.organization_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id } = syncCleanUpDue.parse(event.data);
    return step.run("clean-up-sync", () => withOrganization(systemActor(organization_id), cleanUp));
  },
);
