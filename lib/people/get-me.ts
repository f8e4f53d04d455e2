import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { hasPermission, permissions } from "@/lib/platform/permissions";
import type { Me } from "./schema";

type Row = Omit<Me, "organization" | "franchise" | "permissions" | "scopes" | "company_ids"> & {
  franchise_id: string | null;
  franchise_name: string | null;
  organization_time_zone: string;
};

/** The person behind the session or token, and what they may do with it. */
export async function getMe(ctx: Context): Promise<{ data: Me }> {
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    select u.id, u.email, u.name, u.role, u.is_available, to_char(u.shift_starts_at, 'HH24:MI') as shift_starts_at,
      to_char(u.shift_ends_at, 'HH24:MI') as shift_ends_at, u.time_zone, u.must_change_password, u.password_changed_at,
      u.franchise_id, f.name as franchise_name, o.time_zone as organization_time_zone
    from users u join organizations o on o.id = u.organization_id left join franchises f on f.id = u.franchise_id
    where u.id = ${ctx.actor.userId}::uuid`;
  if (!row) throw notFound("person");
  const { franchise_id, franchise_name, organization_time_zone, ...person } = row;
  return {
    data: {
      ...person,
      organization: {
        id: ctx.organizationId,
        name: ctx.actor.organizationName,
        time_zone: organization_time_zone,
      },
      franchise: franchise_id ? { id: franchise_id, name: franchise_name ?? "" } : null,
      permissions: permissions.filter((permission) => hasPermission(ctx.actor, permission)),
      scopes: ctx.actor.scopes ? [...ctx.actor.scopes] : null,
      company_ids: ctx.actor.companyIds ? [...ctx.actor.companyIds] : null,
    },
  };
}
