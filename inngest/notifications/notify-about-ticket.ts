import { workEventNames } from "@/lib/notifications/audience";
import { notifyAboutTicket as notify } from "@/lib/notifications/notify-about-ticket";
import { inBatches, sumOverEvents } from "@/lib/platform/event-batches";
import { inngest } from "@/lib/platform/inngest";

/** What people do with a ticket is told to whom it concerns. */
export const notifyAboutTicket = inngest.createFunction(
  {
    id: "notify-about-ticket",
    triggers: workEventNames.map((event) => ({ event })),
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
