import { AppError } from "@/lib/platform/errors";
import type { Context } from "@/lib/platform/organization";
import { getPreferences, type PreferencesAnswer } from "./get-preferences";
import type { UpdatePreferencesInput } from "./schema";

/** Changes one's own; what has been planned already keeps its time. */
export async function updatePreferences(
  ctx: Context,
  { is_mail_stopped, ...changes }: UpdatePreferencesInput,
): Promise<PreferencesAnswer> {
  const { userId } = ctx.actor;
  if (!userId) throw new AppError("forbidden", "Only a person has notifications.");
  const { data: current } = await getPreferences(ctx);
  const next = { ...current, ...changes };
  await ctx.tx.$executeRaw`
    insert into notification_preferences (user_id, choices, digest, digest_at, quiet_from, quiet_until, quiet_lets_critical_through)
    values (${userId}::uuid, ${JSON.stringify(next.choices)}::jsonb, ${next.digest}, ${next.digest_at}::time, ${next.quiet_from}::time,
      ${next.quiet_until}::time, ${next.quiet_lets_critical_through})
    on conflict (organization_id, user_id) do update set choices = excluded.choices, digest = excluded.digest,
      digest_at = excluded.digest_at, quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until,
      quiet_lets_critical_through = excluded.quiet_lets_critical_through, updated_at = app_now()`;
  if (is_mail_stopped === false)
    await ctx.tx.$executeRaw`delete from mail_optouts where user_id = ${userId}::uuid and ticket_id is null`;
  return getPreferences(ctx);
}
