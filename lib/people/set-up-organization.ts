import { AppError } from "@/lib/platform/errors";
import { enterOrganization } from "@/lib/platform/handle-public";
import type { Context } from "@/lib/platform/organization";
import { refuseTakenEmail } from "./load-user";
import { hashPassword, refuseObviousPassword } from "./password";
import type { SetupInput } from "./schema";

/** First run: the organization and its first admin in one transaction. Answers a conflict ever after. */
export async function setUpOrganization(ctx: Context, input: SetupInput) {
  refuseObviousPassword("password", input.password, input);
  const [organization] = await ctx.tx.$queryRaw<{ id: string }[]>`
    select create_first_organization(${input.organization_name}, ${slugOf(input.organization_name)}, ${input.time_zone}) as id`;
  if (!organization) throw new AppError("internal", "The organization could not be stored.");
  const data = await addFirstAdmin(ctx, organization.id, input);
  return { data };
}

type FirstAdmin = Pick<SetupInput, "organization_name" | "name" | "email" | "password"> & {
  /** For one that someone else has made or seen. */
  mustChangePassword?: boolean;
};

export async function addFirstAdmin(ctx: Context, organizationId: string, input: FirstAdmin) {
  const member = await enterOrganization(ctx, { organizationId, userId: null, role: "system" });
  await refuseTakenEmail(member, input.email);
  const passwordHash = await hashPassword(input.password);
  const [admin] = await ctx.tx.$queryRaw<{ id: string }[]>`
    insert into users (email, name, role, password_hash, must_change_password)
    values (${input.email}, ${input.name}, 'admin', ${passwordHash}, ${input.mustChangePassword ?? false}) returning id`;
  if (!admin) throw new AppError("internal", "The admin could not be stored.");
  await member.audit("ORGANIZATION_CREATED", null, { name: input.organization_name });
  await member.audit("USER_CREATED", null, { user_id: admin.id, email: input.email, role: "admin" });
  return { organization_id: organizationId, user_id: admin.id, email: input.email };
}

export function slugOf(name: string): string {
  const slug = name
    .toLowerCase()
    .replaceAll("ß", "ss")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60);
  return slug || "organization";
}
