import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";

/**
 * A link must name a registered entity as soon as the registry holds any of its type. A type nobody feeds
 * accepts every id, so that a desk can link before its partners deliver.
 */
export async function checkLinkedEntity(
  ctx: Context,
  type: string | null | undefined,
  entityId: string | null | undefined,
): Promise<void> {
  if (!type || !entityId) return;
  const [registry] = await ctx.tx.$queryRaw<{ is_known: boolean; is_fed: boolean }[]>`
    select exists (select from linked_entities e where e.type = ${type} and e.entity_id = ${entityId}) as is_known,
      exists (select from linked_entities e where e.type = ${type}) as is_fed`;
  if (registry?.is_fed && !registry.is_known)
    throw invalidField(
      "linked_id",
      `No ${type} ${entityId} is registered. Search for it, or register it first.`,
    );
}
