import { env } from "@/lib/platform/env";
import { notFound } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import type { Organization } from "./schema";

export async function getOrganization(ctx: Context): Promise<{ data: Organization }> {
  const [organization] = await ctx.tx.$queryRaw<Organization[]>`
    select id, name, slug, time_zone, is_demo, attachment_max_mb, attachments_per_ticket,
      ${env().ATTACHMENT_MAX_MB}::int as installation_max_mb, created_at, updated_at from organizations where id = ${ctx.organizationId}::uuid`;
  if (!organization) throw notFound("organization");
  return { data: organization };
}
