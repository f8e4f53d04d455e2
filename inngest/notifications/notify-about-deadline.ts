import { deadlineEventNames } from "@/lib/notifications/audience";
import { notifyAboutTicket as notify } from "@/lib/notifications/notify-about-ticket";
import { inBatches, sumOverEvents } from "@/lib/platform/event-batches";
import { inngest } from "@/lib/platform/inngest";

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
      sumOverEvents(events, (ctx, { id = "", name, data }) => notify(ctx, { id, name, data })),
    );
    return { notified };
  },
);
