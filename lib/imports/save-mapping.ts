import type { z } from "zod";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { SavedMapping, saveMappingInput } from "./schema";

/** Keeps a mapping for the next file of the same kind; the same name replaces it. */
export async function saveMapping(
  ctx: Context,
  input: z.output<typeof saveMappingInput>,
): Promise<{ data: SavedMapping }> {
  const [saved] = await ctx.tx.$queryRaw<SavedMapping[]>`
    insert into import_mappings (name, mapping, created_by_id)
    values (${input.name}, ${JSON.stringify(input.mapping)}::jsonb, ${ctx.actor.userId}::uuid)
    on conflict (organization_id, name) do update set mapping = excluded.mapping
    returning id, name, mapping, created_at`;
  if (!saved) throw new AppError("internal", "The mapping could not be stored.");
  await ctx.audit("IMPORT_MAPPING_SAVED", null, { mapping_id: saved.id, name: saved.name });
  return { data: saved };
}
