import { closureRunRequested } from "@/lib/closures/events";
import { countOpenReadings, failClosureRun, finishClosureRun } from "@/lib/closures/finish-closure-run";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

const timeoutMs = 600_000;
/** About two hours, the last looks a minute apart: a full reading of a large desk takes as long. */
const looks = 130;

/** Waits for the readings of external desks that were started with the run, then counts. */
export const runRequestedClosures = inngest.createFunction(
  {
    id: "run-requested-closures",
    triggers: [{ event: "closures.run_requested" }],
    retries: 3,
    concurrency: { key: "event.data.organization_id", limit: 4 },
  },
  async ({ event, step }) => {
    const { organization_id, run_id } = closureRunRequested.parse(event.data);
    const actor = systemActor(organization_id);
    for (let look = 0; look < looks; look += 1) {
      const open = await step.run(`look-${look}`, () =>
        withOrganization(actor, (ctx) => countOpenReadings(ctx, run_id)),
      );
      if (open === 0) break;
      await step.sleep(`wait-${look}`, look < 10 ? "3s" : "60s");
    }
    try {
      return await step.run("count", () =>
        withOrganization(actor, (ctx) => finishClosureRun(ctx, run_id), { timeoutMs }),
      );
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      await step.run("give-up", () => withOrganization(actor, (ctx) => failClosureRun(ctx, run_id, message)));
      throw error;
    }
  },
);
