import { closureRecorded } from "@/lib/closures/events";
import { noteRecount } from "@/lib/closures/note-sync";
import { recountClosures as recount } from "@/lib/closures/recount-closures";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

/** A recount of all days after a change of zone is one transaction, also for a desk with years of closures. */
const timeoutMs = 600_000;
const roundsOfRun = 100;

/** Counts again what closures, corrections, links or another time zone have changed, within seconds of them. */
export const recountClosures = inngest.createFunction(
  {
    id: "recount-closures",
    triggers: [{ event: "closure.recorded" }],
    retries: 10,
    debounce: { key: "event.data.organization_id", period: "1s", timeout: "3s" },
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = closureRecorded.parse(event.data);
    const actor = systemActor(organization_id);
    let days = 0;
    for (let round = 0; round < roundsOfRun; round += 1) {
      const counted = await step.run(`count-${round}`, () =>
        withOrganization(actor, async (ctx) => noteRecount(ctx, await recount(ctx)), { timeoutMs }),
      );
      days += counted.days;
      if (counted.isDone) break;
    }
    return { days };
  },
);
