import { deadlineEventNames } from "@/lib/notifications/audience";
import { notificationsWanted } from "@/lib/notifications/events";
import { notifyAboutTicket as notify } from "@/lib/notifications/notify-about-ticket";
import { inBatches, sumOverEvents } from "@/lib/platform/event-batches";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

/** What the clocks say of a ticket, and where it went because of them, is told to whom it concerns. */
export const notifyAboutDeadline = inngest.createFunction(
  {
    id: "notify-about-deadline",
    triggers: deadlineEventNames.map((event) => ({ event })),
    retries: 10,
    batchEvents: inBatches,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ events, step }) => {
    const notified = await step.run("write-notifications", () =>
      sumOverEvents(events, async ({ id = "", name, data }) => {
        const { organization_id } = notificationsWanted.parse(data);
        return withOrganization(systemActor(organization_id), (ctx) => notify(ctx, { id, name, data }));
      }),
    );
    return { notified };
  },
);
