import { env } from "@/lib/platform/env";
import { invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getOrganization } from "./get-organization";
import type { Organization, UpdateOrganizationInput } from "./schema";

const fields = ["name", "time_zone", "attachment_max_mb", "attachments_per_ticket"] as const;
type Settings = Pick<Organization, (typeof fields)[number]>;

/**
 * Name, time zone and what files are taken in. Instants stay as they are: from now on the new zone says which day and
 * hour they fall on. Files that are there stay, whatever their size.
 */
export async function updateOrganization(
  ctx: Context,
  input: UpdateOrganizationInput,
): Promise<{ data: Organization }> {
  const most = env().ATTACHMENT_MAX_MB;
  if ((input.attachment_max_mb ?? 0) > most)
    throw invalidField("attachment_max_mb", `This installation takes files of ${most} MB at most.`);
  const [old] = await ctx.tx.$queryRaw<Settings[]>`
    select name, time_zone, attachment_max_mb, attachments_per_ticket from organizations
    where id = ${ctx.organizationId}::uuid for no key update`;
  if (!old) throw new Error("The organization is not there.");
  const next: Settings = { ...old, ...input };
  const changed = fields.filter((field) => next[field] !== old[field]);
  if (changed.length > 0) {
    await ctx.tx.$executeRaw`
      update organizations set name = ${next.name}, time_zone = ${next.time_zone}, attachment_max_mb = ${next.attachment_max_mb}::int,
        attachments_per_ticket = ${next.attachments_per_ticket}::int
      where id = ${ctx.organizationId}::uuid`;
    const changes = Object.fromEntries(
      changed.map((field) => [field, { old: old[field], new: next[field] }]),
    );
    await ctx.audit("ORGANIZATION_UPDATED", null, { changes });
    ctx.emit("organization.changed", { fields: changed });
  }
  return getOrganization(ctx);
}
