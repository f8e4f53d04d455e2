import { systemActor, withOrganization } from "@/lib/platform/organization";
import { claimWaitingImport } from "./claim-import";
import { type RunOutcome, runImport } from "./run-import";

/** `busy`: another process holds the import, or held it and died a moment ago. */
type ContinueOutcome = RunOutcome | "busy" | "ended";

/** Takes an import on from wherever it was left, until it ends or the signal stops it behind a batch. */
export async function continueImport(
  organizationId: string,
  jobId: string,
  signal?: AbortSignal,
): Promise<ContinueOutcome> {
  const holder = crypto.randomUUID();
  const claim = await withOrganization(systemActor(organizationId), (ctx) =>
    claimWaitingImport(ctx, jobId, holder),
  );
  return claim === "claimed" ? runImport({ organizationId, jobId, holder, signal }) : claim;
}
