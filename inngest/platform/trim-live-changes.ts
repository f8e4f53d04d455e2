import { inngest } from "@/lib/platform/inngest";
import { trimChanges } from "@/lib/platform/realtime/change-log";

/** Every minute: changes so old that a browser which missed them reads everything again. */
export const trimLiveChanges = inngest.createFunction(
  { id: "trim-live-changes", triggers: [{ cron: "* * * * *" }], retries: 1 },
  async ({ step }) => {
    await step.run("trim", trimChanges);
  },
);
