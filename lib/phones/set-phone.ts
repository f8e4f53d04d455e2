import type { z } from "zod";
import { ownUserId } from "@/lib/people/own-account";
import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { isSmsConfigured } from "@/lib/platform/sms";
import { getPhone } from "./get-phone";
import type { OwnPhone, setPhoneInput } from "./schema";

const codesPerDay = 5;

/** Keeps the number, unproven, and has a code sent to it. The same number again sends another code. */
export async function setPhone(
  ctx: Context,
  { phone }: z.output<typeof setPhoneInput>,
): Promise<{ data: OwnPhone }> {
  const userId = ownUserId(ctx);
  if (!isSmsConfigured())
    throw new AppError("conflict", "This desk sends no text messages: no SMS provider is configured.");
  const [allowed] = await ctx.tx.$queryRaw<unknown[]>`
    insert into user_phones (user_id, phone, codes_day, codes_sent) values (${userId}::uuid, ${phone}, app_now()::date, 1)
    on conflict (organization_id, user_id) do update set
      phone = excluded.phone, verified_at = null, code_hash = null, code_expires_at = null, code_attempts = 0,
      codes_day = excluded.codes_day,
      codes_sent = case when user_phones.codes_day = excluded.codes_day then user_phones.codes_sent + 1 else 1 end
    where user_phones.codes_day is distinct from excluded.codes_day or user_phones.codes_sent < ${codesPerDay}
    returning 1`;
  if (!allowed)
    throw new AppError("rate_limited", `At most ${codesPerDay} codes a day are sent. Try again tomorrow.`, {
      retry_after_seconds: 3600,
    });
  await ctx.audit("PHONE_CHANGED", null, { user_id: userId });
  ctx.emit("phone.code_due", { user_id: userId });
  return getPhone(ctx);
}
