import { closuresDue } from "@/lib/closures/events";
import { beginScheduledRun, failClosureRun, finishClosureRun } from "@/lib/closures/finish-closure-run";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

const timeoutMs = 600_000;

/** The hourly look at an organization's figures: today and yesterday are counted whether anything seems to have changed or not. */
export const runScheduledClosures = inngest.createFunction(
  {
    id: "run-scheduled-closures",
    triggers: [{ event: "closures.run_due" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const actor = systemActor(closuresDue.parse(event.data).organization_id);
    const id = await step.run("begin", () => withOrganization(actor, beginScheduledRun));
    try {
      return await step.run("count", () =>
        withOrganization(actor, (ctx) => finishClosureRun(ctx, id), { timeoutMs }),
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await step.run("give-up", () => withOrganization(actor, (ctx) => failClosureRun(ctx, id, message)));
      throw error;
    }
  },
);
