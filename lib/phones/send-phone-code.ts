import { createHmac, randomInt } from "node:crypto";
import { env } from "@/lib/platform/env";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { sendSms } from "@/lib/platform/sms";

const validMinutes = 10;

/**
 * Makes a code and sends it: an entry point, so that the code stands nowhere but in the message. Repeated, it makes
 * another one, and the last that was sent is the one that counts.
 */
export async function sendPhoneCode(
  organizationId: string,
  userId: string,
  requestId: string,
): Promise<{ status: string; why?: string }> {
  const code = String(randomInt(1_000_000)).padStart(6, "0");
  const prepared = await withOrganization(systemActor(organizationId), (ctx) => keepCode(ctx, userId, code));
  if (!prepared) return { status: "skipped", why: "There is no number to prove." };
  const outcome = await sendSms({
    id: `code-${requestId}`,
    to: prepared.phone,
    text: `${code} is your code for ${prepared.organization_name}. It is good for ${validMinutes} minutes.`,
  });
  if (outcome.status === "retry") throw new Error(outcome.error);
  return { status: outcome.status, ...("error" in outcome && { why: outcome.error }) };
}

/** With the installation's secret: of a million codes each could be tried against a plain hash. */
export function hashCode(userId: string, code: string): Buffer {
  return createHmac("sha256", env().DOCKET_SECRET).update(`phone code\n${userId}\n${code}`).digest();
}

async function keepCode(
  ctx: Context,
  userId: string,
  code: string,
): Promise<{ phone: string; organization_name: string } | undefined> {
  const [row] = await ctx.tx.$queryRaw<{ phone: string; organization_name: string }[]>`
    update user_phones p set code_hash = ${hashCode(userId, code)}, code_attempts = 0,
      code_expires_at = app_now() + ${validMinutes}::int * interval '1 minute'
    from users u join organizations o on o.id = u.organization_id
    where p.user_id = ${userId}::uuid and p.phone is not null and u.id = p.user_id and u.deactivated_at is null and p.verified_at is null
    returning p.phone, o.name as organization_name`;
  return row;
}
