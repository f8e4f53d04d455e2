import { env } from "@/lib/platform/env";
import type { Context } from "@/lib/platform/organization";
import type { UploadLimits } from "./schema";

/** What the organization takes in; its own size never exceeds the installation's. */
export async function getUploadLimits(ctx: Context): Promise<{ data: UploadLimits }> {
  const [limits] = await ctx.tx.$queryRaw<UploadLimits[]>`
    select least(attachment_max_mb, ${env().ATTACHMENT_MAX_MB}::int) as max_mb, attachments_per_ticket as files_per_ticket
    from organizations where id = ${ctx.organizationId}::uuid`;
  if (!limits) throw new Error("The organization is not there.");
  return { data: limits };
}
