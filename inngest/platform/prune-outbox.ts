import { inngest } from "@/lib/platform/inngest";
import { pruneOutbox } from "@/lib/platform/outbox";

/** Every hour: events that were sent a week ago. */
export const pruneOutboxEvents = inngest.createFunction(
  { id: "prune-outbox", triggers: [{ cron: "23 * * * *" }], retries: 2 },
  async ({ step }) => {
    await step.run("prune", pruneOutbox);
  },
);
