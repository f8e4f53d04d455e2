import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { makeTemporaryPassword, refuseObviousPassword } from "./password";
import type { CreateOrganizationInput } from "./schema";
import { addFirstAdmin, slugOf } from "./set-up-organization";

/** One more organization with its first admin. Only a connection of the tables' owner may do this. */
export async function createOrganization(ctx: Context, input: CreateOrganizationInput) {
  if (input.password) refuseObviousPassword("password", input.password, input);
  const slug = input.slug ?? slugOf(input.organization_name);
  await ctx.tx.$queryRaw`select set_config('app.maintenance', 'on', true)`;
  const [organization] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into organizations (name, slug, time_zone) values (${input.organization_name}, ${slug}, ${input.time_zone})
    on conflict (slug) do nothing returning id`;
  await ctx.tx.$queryRaw`select set_config('app.maintenance', '', true)`;
  if (!organization)
    throw new AppError("conflict", `There is an organization "${slug}" already: give another --slug.`);
  const temporaryPassword = input.password ? null : makeTemporaryPassword();
  const data = await addFirstAdmin(ctx, organization.id, {
    ...input,
    password: input.password ?? temporaryPassword ?? "",
    mustChangePassword: temporaryPassword !== null,
  });
  return { data: { ...data, slug }, temporary_password: temporaryPassword };
}
