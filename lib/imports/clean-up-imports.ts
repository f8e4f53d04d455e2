import { database } from "@/lib/platform/database/client";
import { isUnfinishedUpload, listOldFiles, removeFile } from "./import-files";

/** Drafts nobody started for a week; their files are removed with all others that no import needs. */
export async function forgetDrafts(): Promise<number> {
  const drafts = await database().$queryRaw<
    { path: string }[]
  >`select path from forget_import_drafts() as path`;
  return drafts.length;
}

/** Files that no import needs: of forgotten drafts, and what a process that died left behind. */
export async function removeAbandonedFiles(): Promise<number> {
  const old = await listOldFiles();
  if (old.length === 0) return 0;
  const known = await database().$queryRaw<{ path: string }[]>`
    select path from known_import_files(${old}::text[]) as path`;
  const needed = new Set(known.map(({ path }) => path));
  const abandoned = old.filter((path) => isUnfinishedUpload(path) || !needed.has(path));
  for (const path of abandoned) await removeFile(path);
  return abandoned.length;
}
