import { sql } from "@/lib/platform/database/sql";
import type { Context } from "@/lib/platform/organization";
import { requireStaff } from "./create-user-mapping";
import { loadUserMapping } from "./list-user-mappings";
import type { UpdateUserMappingInput, UserMapping } from "./schema";

/** Renames, links or unlinks. Linking settles what was proposed; unlinking keeps Docket from proposing it at once again. */
export async function updateUserMapping(
  ctx: Context,
  id: string,
  input: UpdateUserMappingInput,
): Promise<{ data: UserMapping }> {
  const before = await loadUserMapping(ctx, id);
  await requireStaff(ctx, input.user_id);
  const links = input.user_id !== undefined;
  await ctx.tx.$executeRaw`
    update freshworks_user_mapping set freshworks_username = coalesce(${input.freshworks_username ?? null}, freshworks_username),
      email = ${input.email === undefined ? sql`email` : sql`${input.email}`},
      user_id = ${links ? sql`${input.user_id}::uuid` : sql`user_id`},
      proposed_user_id = ${links ? sql`null` : sql`proposed_user_id`}
    where id = ${id}::uuid`;
  await ctx.audit("AGENT_MAPPING_CHANGED", null, {
    mapping_id: id,
    freshworks_user_id: before.freshworks_user_id,
    old_user_id: before.user?.id ?? null,
    ...input,
  });
  return { data: await loadUserMapping(ctx, id) };
}
