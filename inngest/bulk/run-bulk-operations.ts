import { RetryAfterError } from "inngest";
import { bulkQueued } from "@/lib/bulk/events";
import { runBulkOperations as work } from "@/lib/bulk/run-bulk-operations";
import { inngest } from "@/lib/platform/inngest";

const stepMs = 5_000;
/** A run that grows too long hands over to the next one. */
const stepsOfRun = 100;

/**
 * Works off what waits in one organization, in the order in which it was asked for. Every batch and the record of it
 * are one transaction, so a step may be repeated at will.
 */
export const runBulkOperations = inngest.createFunction(
  {
    id: "run-bulk-operations",
    triggers: [{ event: "bulk.queued" }, { event: "bulk.work_due" }],
    retries: 10,
    concurrency: { key: "event.data.organization_id", limit: 1 },
  },
  async ({ event, step }) => {
    const { organization_id } = bulkQueued.parse(event.data);
    for (let part = 0; part < stepsOfRun; part += 1) {
      const outcome = await step.run(`work-${part}`, async () => {
        const outcome = await work(organization_id, AbortSignal.timeout(stepMs));
        if (outcome === "interrupted") throw new RetryAfterError("A batch failed and is tried again.", "1s");
        return outcome;
      });
      if (outcome === "done") return { steps: part + 1 };
    }
    await step.sendEvent("go-on", { name: "bulk.work_due", data: { organization_id } });
    return { steps: stepsOfRun };
  },
);
