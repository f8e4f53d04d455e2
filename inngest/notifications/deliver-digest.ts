import { deliverDigest as deliver } from "@/lib/notifications/deliver-digest";
import { digestDue } from "@/lib/notifications/events";
import { inngest } from "@/lib/platform/inngest";

/** Everything that waited for one person's summary, in one e-mail. */
export const deliverDigest = inngest.createFunction(
  {
    id: "deliver-digest",
    triggers: [{ event: "notification.digest_due" }],
    retries: 5,
    concurrency: { key: "event.data.organization_id", limit: 2 },
  },
  async ({ event, step, runId }) => {
    const { organization_id, user_id, requester_id } = digestDue.parse(event.data);
    return step.run("deliver", () => deliver(organization_id, { user_id, requester_id }, runId));
  },
);
