import type { Context } from "@/lib/platform/organization";
import { importMapping, type SavedMapping } from "./schema";

/** Saved mappings by name. One that an older version wrote and this one cannot read is left out. */
export async function listMappings(ctx: Context): Promise<{ data: SavedMapping[] }> {
  const rows = await ctx.tx.$queryRaw<SavedMapping[]>`
    select id, name, mapping, created_at from import_mappings order by lower(name), id`;
  return { data: rows.filter((row) => importMapping.safeParse(row.mapping).success) };
}
