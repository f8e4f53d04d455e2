import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

/** Forgets an upload of one's own that no message or ticket took. */
export async function deleteUpload(ctx: Context, id: string): Promise<void> {
  const deleted = await ctx.tx.$executeRaw`
    delete from file_uploads where id = ${id}::uuid and uploaded_by_id = ${ctx.actor.userId}::uuid`;
  if (deleted === 0) throw notFound("upload");
}
