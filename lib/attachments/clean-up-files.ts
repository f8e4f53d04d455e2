import type { Context } from "@/lib/platform/organization";

const batch = 500;

export type Removable = { id: string; storage_key: string };

/** Forgets uploads of yesterday that nothing took; their contents are then free. */
export async function expireUploads(ctx: Context): Promise<number> {
  return ctx.tx.$executeRaw`delete from file_uploads where created_at < app_now() - interval '24 hours'`;
}

/**
 * Contents that nothing has referred to for an hour, now marked so that nothing will again. Marked ones come back
 * until `forgetFiles` was told that their bytes are gone.
 */
export async function markReleasedFiles(ctx: Context): Promise<Removable[]> {
  await ctx.tx.$executeRaw`
    update stored_files set state = 'deleting' where id in (
      select id from stored_files where reference_count = 0 and state <> 'deleting' and released_at < app_now() - interval '1 hour'
      order by released_at limit ${batch} for update skip locked)`;
  return ctx.tx.$queryRaw<Removable[]>`
    select id, storage_key from stored_files where state = 'deleting' and reference_count = 0 order by released_at limit ${batch}`;
}

export async function forgetFiles(ctx: Context, ids: readonly string[]): Promise<void> {
  await ctx.tx
    .$executeRaw`delete from stored_files where id = any (${ids}::uuid[]) and state = 'deleting' and reference_count = 0`;
}
