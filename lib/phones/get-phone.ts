import type { Context } from "@/lib/platform/organization";
import { isSmsConfigured } from "@/lib/platform/sms";
import type { OwnPhone } from "./schema";

export async function getPhone(ctx: Context): Promise<{ data: OwnPhone }> {
  const [row] = await ctx.tx.$queryRaw<Omit<OwnPhone, "is_available">[]>`
    select phone, verified_at, case when code_expires_at > app_now() then code_expires_at end as code_expires_at
    from user_phones where user_id = ${ctx.actor.userId}::uuid`;
  const none = { phone: null, verified_at: null, code_expires_at: null };
  return { data: { ...(row ?? none), is_available: isSmsConfigured() } };
}
