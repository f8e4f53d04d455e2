import type { z } from "zod";
import { ownUserId } from "@/lib/people/own-account";
import { AppError, invalidField } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getPhone } from "./get-phone";
import type { OwnPhone, verifyPhoneInput } from "./schema";
import { hashCode } from "./send-phone-code";

const guesses = 5;

type Row = { code_hash: Uint8Array | null; code_attempts: number; is_expired: boolean };
type Verdict = { data: OwnPhone } | { refusal: AppError };

/** A wrong guess is answered as a refusal but counts, so it must be stored: the route throws it after the commit. */
export async function verifyPhone(
  ctx: Context,
  { code }: z.output<typeof verifyPhoneInput>,
): Promise<Verdict> {
  const userId = ownUserId(ctx);
  const [row] = await ctx.tx.$queryRaw<Row[]>`
    select code_hash, code_attempts, coalesce(code_expires_at < app_now(), true) as is_expired
    from user_phones where user_id = ${userId}::uuid for update`;
  if (!row?.code_hash || row.is_expired || row.code_attempts >= guesses)
    return { refusal: new AppError("conflict", "There is no code to check any more. Ask for a new one.") };
  if (!Buffer.from(row.code_hash).equals(hashCode(userId, code))) {
    await ctx.tx.$executeRaw`
      update user_phones set code_attempts = code_attempts + 1 where user_id = ${userId}::uuid`;
    return { refusal: invalidField("code", "This is not the code that was sent.") };
  }
  await ctx.tx.$executeRaw`
    update user_phones set verified_at = app_now(), code_hash = null, code_expires_at = null where user_id = ${userId}::uuid`;
  await ctx.audit("PHONE_VERIFIED", null, { user_id: userId });
  return getPhone(ctx);
}
