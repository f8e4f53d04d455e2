import type { Context } from "@/lib/platform/organization";
import { getOrganization } from "./get-organization";
import type { Organization, UpdateOrganizationInput } from "./schema";

/** Name and time zone. Instants stay as they are; from now on the new zone says which day and hour they fall on. */
export async function updateOrganization(
  ctx: Context,
  input: UpdateOrganizationInput,
): Promise<{ data: Organization }> {
  const [old] = await ctx.tx.$queryRaw<Pick<Organization, "name" | "time_zone">[]>`
    select name, time_zone from organizations where id = ${ctx.organizationId}::uuid for no key update`;
  const changes = Object.fromEntries(
    (["name", "time_zone"] as const)
      .filter((field) => input[field] !== undefined && input[field] !== old?.[field])
      .map((field) => [field, { old: old?.[field], new: input[field] }]),
  );
  if (Object.keys(changes).length > 0) {
    await ctx.tx.$executeRaw`
      update organizations set name = coalesce(${input.name ?? null}, name), time_zone = coalesce(${input.time_zone ?? null}, time_zone)
      where id = ${ctx.organizationId}::uuid`;
    await ctx.audit("ORGANIZATION_UPDATED", null, { changes });
    ctx.emit("organization.changed", { fields: Object.keys(changes) });
  }
  return getOrganization(ctx);
}
