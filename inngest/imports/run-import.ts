import { RetryAfterError } from "inngest";
import { continueImport } from "@/lib/imports/continue-import";
import { importStarted } from "@/lib/imports/events";
import { inngest } from "@/lib/platform/inngest";

const stepMs = 30_000;
/** A run that grows too long hands over to the next one. */
const stepsOfRun = 100;

/**
 * Works through one file, a stretch of it a step. Each batch of rows and the place it reaches to are one transaction:
 * a repeated step goes on behind the last one.
 */
export const runImport = inngest.createFunction(
  {
    id: "run-import",
    triggers: [{ event: "import.started" }, { event: "import.work_due" }],
    retries: 20,
    // One import alone keeps both cores and two connections busy.
    concurrency: [{ limit: 2 }, { key: "event.data.organization_id", limit: 1 }],
  },
  async ({ event, step }) => {
    const { organization_id, import_id } = importStarted.parse(event.data);
    for (let part = 0; part < stepsOfRun; part += 1) {
      const outcome = await step.run(`store-${part}`, async () => {
        const outcome = await continueImport(organization_id, import_id, AbortSignal.timeout(stepMs));
        if (outcome === "busy")
          throw new RetryAfterError("Another process works on this file at present.", "5s");
        return outcome;
      });
      if (outcome !== "stopped") return { outcome };
    }
    await step.sendEvent("go-on", { name: "import.work_due", data: { organization_id, import_id } });
    return { outcome: "handed over" };
  },
);
