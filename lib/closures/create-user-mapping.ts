import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { loadUserMapping } from "./list-user-mappings";
import type { CreateUserMappingInput, UserMapping } from "./schema";

/** An agent whom no connection has named yet. Their days are counted again by a trigger of the table. */
export async function createUserMapping(
  ctx: Context,
  input: CreateUserMappingInput,
): Promise<{ data: UserMapping }> {
  await requireStaff(ctx, input.user_id);
  const [created] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into freshworks_user_mapping (freshworks_user_id, freshworks_username, email, user_id)
    values (${input.freshworks_user_id}::bigint, ${input.freshworks_username}, ${input.email}, ${input.user_id}::uuid)
    on conflict (organization_id, freshworks_user_id) do nothing returning id`;
  if (!created)
    throw new AppError(
      "conflict",
      `There is an agent with the id ${input.freshworks_user_id} already: change that one.`,
    );
  await ctx.audit("AGENT_MAPPING_CREATED", null, { mapping_id: created.id, ...input });
  return { data: await loadUserMapping(ctx, created.id) };
}

export async function requireStaff(ctx: Context, userId: string | null | undefined): Promise<void> {
  if (!userId) return;
  const [user] = await ctx.tx.$queryRaw<{ id: string }[]>`
    select id from users where id = ${userId}::uuid and role not in ('operator', 'shipper', 'driver')`;
  if (!user) throw invalidField("user_id", "There is no such colleague.");
}
