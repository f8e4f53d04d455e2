import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";
import { failReplay } from "@/lib/sla/cancel-replay";
import { replayQueued } from "@/lib/sla/events";
import { runReplayBatch } from "@/lib/sla/run-replay-batch";

const stepMs = 5_000;
/** A run that grows too long hands over to the next one. */
const stepsOfRun = 200;

/** Tries a draft on many tickets, batch by batch; each batch and the place it reaches to are one transaction. */
export const runSlaReplay = inngest.createFunction(
  {
    id: "run-sla-replay",
    triggers: [{ event: "sla.replay_queued" }],
    retries: 5,
    concurrency: [{ limit: 2 }, { key: "event.data.organization_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id, replay_id } = replayQueued.parse(event.data);
    const actor = systemActor(organization_id);
    try {
      for (let part = 0; part < stepsOfRun; part += 1) {
        const hasMore = await step.run(`replay-${part}`, async () => {
          const until = performance.now() + stepMs;
          let hasMore: boolean;
          do hasMore = await withOrganization(actor, (ctx) => runReplayBatch(ctx, replay_id));
          while (hasMore && performance.now() < until);
          return hasMore;
        });
        if (!hasMore) return { steps: part + 1 };
      }
    } catch (error) {
      await step.run("give-up", () => withOrganization(actor, (ctx) => failReplay(ctx, replay_id)));
      throw error;
    }
    await step.sendEvent("go-on", { name: "sla.replay_queued", data: { organization_id, replay_id } });
    return { steps: stepsOfRun };
  },
);
