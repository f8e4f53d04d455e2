import type { Context } from "@/lib/platform/organization";
import { loadUserMapping } from "./list-user-mappings";

/** The agent's closures stay, under their id; a connection that still knows the agent names them again. */
export async function deleteUserMapping(ctx: Context, id: string): Promise<void> {
  const { freshworks_user_id, freshworks_username, user } = await loadUserMapping(ctx, id);
  await ctx.tx.$executeRaw`delete from freshworks_user_mapping where id = ${id}::uuid`;
  await ctx.audit("AGENT_MAPPING_DELETED", null, {
    mapping_id: id,
    freshworks_user_id,
    freshworks_username,
    user_id: user?.id ?? null,
  });
}
