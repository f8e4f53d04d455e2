import { deliveriesWaiting } from "@/lib/notifications/events";
import { releaseDeliveries as release } from "@/lib/notifications/release-deliveries";
import { inngest } from "@/lib/platform/inngest";
import { systemActor, withOrganization } from "@/lib/platform/organization";

const maximumBatches = 20;

/** Asks for every delivery whose time has come; what is left over waits for the next minute. */
export const releaseDeliveries = inngest.createFunction(
  {
    id: "release-deliveries",
    triggers: [{ event: "notification.deliveries_waiting" }],
    retries: 2,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = deliveriesWaiting.parse(event.data);
    let released = 0;
    for (let batch = 1; batch <= maximumBatches; batch++) {
      const { count, isLast } = await step.run(`release-${batch}`, () =>
        withOrganization(systemActor(organization_id), release),
      );
      released += count;
      if (isLast) break;
    }
    return { released };
  },
);
