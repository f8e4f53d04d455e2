import { deadlineEventNames } from "@/lib/notifications/audience";
import { notificationsWanted } from "@/lib/notifications/events";
import { notifyAboutTicket as notify } from "@/lib/notifications/notify-about-ticket";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

/** What the clocks say of a ticket, and where it went because of them, is told to whom it concerns. */
export const notifyAboutDeadline = inngest.createFunction(
  {
    id: "notify-about-deadline",
    triggers: deadlineEventNames.map((event) => ({ event })),
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
