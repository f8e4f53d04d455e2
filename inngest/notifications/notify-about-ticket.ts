import { workEventNames } from "@/lib/notifications/audience";
import { notificationsWanted } from "@/lib/notifications/events";
import { notifyAboutTicket as notify } from "@/lib/notifications/notify-about-ticket";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

/** What people do with a ticket is told to whom it concerns. */
export const notifyAboutTicket = inngest.createFunction(
  {
    id: "notify-about-ticket",
    triggers: workEventNames.map((event) => ({ event })),
    retries: 10,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ event, step }) => {
    const { organization_id } = notificationsWanted.parse(event.data);
    const { name, data } = event;
    const id = event.id ?? "";
    return step.run("write-notifications", () =>
      withOrganization(systemActor(organization_id), (ctx) => notify(ctx, { id, name, data })),
    );
  },
);
