import { AppError } from "@/lib/platform/errors";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import type { SpooledFile } from "@/lib/platform/storage/spool";
import { storage } from "@/lib/platform/storage/storage";

/** A content in the store, not yet referred to. `pendingId` is null where the organization had it already. */
export type KeptContent = { sha256: string; size: number; pendingId: string | null };

/** Puts a checked file into the store, unless the organization has the same content already. */
export async function keepContent(actor: Actor, file: SpooledFile): Promise<KeptContent> {
  const pending = await withOrganization(actor, (ctx) => findOrAnnounce(ctx, file));
  if (pending) await (await storage()).adopt(pending.storage_key, file.path);
  return { sha256: file.sha256, size: file.size, pendingId: pending?.id ?? null };
}

/** Inside the transaction that refers to it: the row of this content, of which there is one. */
export async function claimContent(ctx: Context, content: KeptContent): Promise<string> {
  await ctx.tx.$queryRaw`select pg_advisory_xact_lock(hashtextextended(${content.sha256}, 2300))::text`;
  const [stored] = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from stored_files where sha256 = decode(${content.sha256}, 'hex') and state = 'stored' for update`;
  if (stored) return stored.id;
  const [made] = await ctx.tx.$queryRaw<{ id: string }[]>`
    update stored_files set state = 'stored' where id = ${content.pendingId}::uuid and state = 'pending' returning id`;
  if (!made) throw new AppError("conflict", "The file was being removed at this moment. Send it again.");
  return made.id;
}

type Announced = { id: string; storage_key: string };

/** A content found starts its time of grace anew, so that it is not removed before it is referred to. */
async function findOrAnnounce(ctx: Context, { sha256, size }: SpooledFile): Promise<Announced | null> {
  const [known] = await ctx.tx.$queryRaw<{ id: string; is_released: boolean }[]>`
    select id, released_at is not null as is_released from stored_files
    where sha256 = decode(${sha256}, 'hex') and state = 'stored'`;
  if (known && !known.is_released) return null;
  if (known) {
    const kept = await ctx.tx.$executeRaw`
      update stored_files set released_at = app_now() where id = ${known.id}::uuid and state = 'stored' and reference_count = 0`;
    if (kept > 0) return null;
  }
  const [announced] = await ctx.tx.$queryRaw<Announced[]>`
    insert into stored_files (id, storage_key, sha256, size_bytes)
    select id, 'attachments/' || app_organization_id() || '/' || right(id::text, 2) || '/' || id, decode(${sha256}, 'hex'), ${size}
    from (select new_id() as id) made returning id, storage_key`;
  if (!announced) throw new Error("The file was not announced.");
  return announced;
}
