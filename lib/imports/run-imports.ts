import { database } from "@/lib/platform/database/client";
import { isUnfinishedUpload, listOldFiles, removeFile } from "./import-files";
import { leaseSeconds, runImport } from "./run-import";

type Claimed = { job_id: string; job_organization_id: string };

/** Works off every import that waits, one at a time, also those whose runner died. Safe in several processes. */
export async function runImports(signal?: AbortSignal): Promise<void> {
  while (!signal?.aborted) {
    const holder = crypto.randomUUID();
    const [claimed] = await database().$queryRaw<Claimed[]>`
      select job_id, job_organization_id from claim_import_job(${holder}::uuid, ${leaseSeconds}::integer)`;
    if (!claimed) return;
    const { job_id: jobId, job_organization_id: organizationId } = claimed;
    await runImport({ organizationId, jobId, holder, signal });
  }
}

/** Drafts nobody started, and files that no import needs: what a process that died left behind. */
export async function cleanUpImports(): Promise<void> {
  const drafts = await database().$queryRaw<
    { path: string }[]
  >`select path from forget_import_drafts() as path`;
  for (const { path } of drafts) await removeFile(path);
  const old = await listOldFiles();
  if (old.length === 0) return;
  const known = await database().$queryRaw<{ path: string }[]>`
    select path from known_import_files(${old}::text[]) as path`;
  const needed = new Set(known.map(({ path }) => path));
  for (const path of old) if (isUnfinishedUpload(path) || !needed.has(path)) await removeFile(path);
}
