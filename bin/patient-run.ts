import { setTimeout } from "node:timers/promises";
import { failRun, type WorkOutcome, workOnRun } from "@/lib/sync/work-on-run";
import { endProgress } from "./import-progress";
import { showSync } from "./sync-progress";

const tries = 6;

/** What a vendor or the network fails to do now may succeed in a moment; the server's runs are as patient. */
export async function workPatiently(organizationId: string, id: string): Promise<WorkOutcome> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await workOnRun(organizationId, id, { budgetMs: 5_000, onProgress: showSync });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      endProgress();
      if (attempt === tries) {
        await failRun(organizationId, id, message);
        return "ended";
      }
      console.error(`${message} Trying again.`);
      await setTimeout(1_000 * 2 ** attempt);
    }
  }
}
