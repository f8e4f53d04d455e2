import type { Context } from "@/lib/platform/organization";

const keepDays = 90;

/** Forgets what is older than 90 days; deliveries go with their notification. */
export async function cleanUpNotifications(ctx: Context): Promise<{ notifications: number; mails: number }> {
  const notifications = await ctx.tx
    .$executeRaw`delete from notifications where created_at < app_now() - make_interval(days => ${keepDays}::int)`;
  const mails = await ctx.tx
    .$executeRaw`delete from mails where created_at < app_now() - make_interval(days => ${keepDays}::int)`;
  return { notifications, mails };
}
