import { cleanUpNotifications as cleanUp } from "@/lib/notifications/clean-up-notifications";
import { deliveriesWaiting } from "@/lib/notifications/events";
import { inngest } from "@/lib/platform/inngest";
import { pruneMailFolder } from "@/lib/platform/mail";
import { systemActor, withOrganization } from "@/lib/platform/organization";

/** Notifications and mails are kept for 90 days. */
export const cleanUpNotifications = inngest.createFunction(
  {
    id: "clean-up-notifications",
    triggers: [{ event: "notification.clean_up_due" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = deliveriesWaiting.parse(event.data);
    const forgotten = await step.run("forget-notifications", () =>
      withOrganization(systemActor(organization_id), cleanUp, { timeoutMs: 60_000 }),
    );
    const files = await step.run("remove-files", () => pruneMailFolder(organization_id));
    return { ...forgotten, files };
  },
);
