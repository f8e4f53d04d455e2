import { inngest } from "@/lib/platform/inngest";
import { runRequested } from "@/lib/sync/events";
import { failRun, workOnRun } from "@/lib/sync/work-on-run";

/** A run of days would otherwise carry thousands of remembered steps along. */
const slicesPerFunction = 200;

/**
 * Works on a run of the mirror, some seconds at a time. A step may be repeated at will: the run's row says where it
 * stands, and whoever takes it over makes the one before store nothing more.
 */
export const runSync = inngest.createFunction(
  {
    id: "run-sync",
    triggers: [{ event: "sync.run_requested" }],
    retries: 8,
    concurrency: [{ limit: 4 }, { key: "event.data.run_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id, run_id, connection_id, part } = runRequested.parse(event.data);
    for (let slice = 0; slice < slicesPerFunction; slice += 1) {
      try {
        const outcome = await step.run(`read-${slice}`, () => workOnRun(organization_id, run_id));
        if (outcome !== "more") return { outcome };
      } catch (error) {
        const message = error instanceof Error ? error.message : "The run stopped at an unexpected error.";
        await step.run("give-up", () => failRun(organization_id, run_id, message));
        return { outcome: "failed" };
      }
    }
    await step.sendEvent("go-on", {
      name: "sync.run_requested",
      data: { organization_id, run_id, connection_id, part: part + 1 },
    });
    return { outcome: "continued" };
  },
);
