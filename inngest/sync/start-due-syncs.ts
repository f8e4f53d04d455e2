import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { syncScheduleDue } from "@/lib/sync/events";
import { startDueRuns } from "@/lib/sync/start-due-runs";

/** Starts what the schedules of one organization's connections ask for. */
export const startDueSyncs = inngest.createFunction(
  {
    id: "start-due-syncs",
    triggers: [{ event: "sync.schedule_due" }],
    retries: 3,
    concurrency: [{ key: "event.data.organization_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id } = syncScheduleDue.parse(event.data);
    return step.run("start-due-syncs", () => withOrganization(systemActor(organization_id), startDueRuns));
  },
);
