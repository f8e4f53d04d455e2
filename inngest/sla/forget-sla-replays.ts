import { database } from "@/lib/platform/database/client";
import { inngest } from "@/lib/platform/inngest";

/** Every day: replays of a week ago, with the tickets behind their numbers. */
export const forgetSlaReplays = inngest.createFunction(
  { id: "forget-sla-replays", triggers: [{ cron: "47 3 * * *" }], retries: 2 },
  async ({ step }) => {
    await step.run("forget", () => database().$queryRaw`select forget_sla_replays()`);
  },
);
