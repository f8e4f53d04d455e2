import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

export async function deleteMapping(ctx: Context, id: string): Promise<void> {
  const deleted = await ctx.tx.$executeRaw`delete from import_mappings where id = ${id}::uuid`;
  if (deleted === 0) throw notFound("mapping");
  await ctx.audit("IMPORT_MAPPING_DELETED", null, { mapping_id: id });
}
