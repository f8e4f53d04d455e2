import { RetryAfterError } from "inngest";
import { exportRequested } from "@/lib/exports/events";
import { runExport } from "@/lib/exports/run-export";
import { inngest } from "@/lib/platform/inngest";

/**
 * Writes a file somebody asked for. The step may be repeated at will: a job has one writer at a time, a finished
 * one is left alone, and a writer that died is followed by the next once its lease is over.
 */
export const writeExport = inngest.createFunction(
  {
    id: "write-export",
    triggers: [{ event: "export.requested" }],
    retries: 10,
    // Each holds a connection of the pool for as long as it writes.
    concurrency: [{ limit: 4 }, { key: "event.data.organization_id", limit: 2 }],
  },
  async ({ event, step }) => {
    const { organization_id, export_id } = exportRequested.parse(event.data);
    return step.run("write-file", async () => {
      const outcome = await runExport(organization_id, export_id);
      if (outcome === "busy")
        throw new RetryAfterError("Another process writes this file at present.", "20s");
      return { outcome };
    });
  },
);
