import type { Context } from "@/lib/platform/organization";
import type { Outcome } from "./channel";
import type { DeliveryChannel } from "./schema";

/** Pauses between the tries of one delivery: eight tries within a day. */
const pauseMinutes = [1, 5, 15, 60, 240, 480, 640];
const claimMinutes = 5;

/** True for the one who may send it now. The same claimant may ask again, as a repeated step does. */
export async function claimDelivery(
  ctx: Context,
  notificationId: string,
  channel: DeliveryChannel,
  claimant: string,
): Promise<boolean> {
  const claimed = await ctx.tx.$executeRaw`
    update notification_deliveries set claimed_by = ${claimant}, claimed_at = app_now(),
      attempts = attempts + case when claimed_by = ${claimant} then 0 else 1 end
    where notification_id = ${notificationId}::uuid and channel = ${channel} and status = 'pending' and due_at <= app_now()
      and not in_digest and (claimed_at is null or claimed_by = ${claimant}
        or claimed_at < app_now() - make_interval(mins => ${claimMinutes}::int))`;
  return claimed === 1;
}

export async function skipDelivery(
  ctx: Context,
  notificationId: string,
  channel: DeliveryChannel,
  why: string,
): Promise<void> {
  await ctx.tx.$executeRaw`
    update notification_deliveries set status = 'skipped', last_error = ${why.slice(0, 500)}, finished_at = app_now()
    where notification_id = ${notificationId}::uuid and channel = ${channel} and status = 'pending'`;
}

/** Ends the deliveries, or plans their next try; after the last one they have failed. */
export async function recordOutcome(
  ctx: Context,
  notificationIds: string[],
  channel: DeliveryChannel,
  outcome: Outcome,
): Promise<"sent" | "retry" | "failed"> {
  const error = "error" in outcome ? outcome.error.slice(0, 500) : null;
  const receipt = outcome.status === "sent" ? (outcome.receipt?.slice(0, 500) ?? null) : null;
  const givenPause = outcome.status === "retry" ? (outcome.retryAfterSeconds ?? null) : null;
  const rows = await ctx.tx.$queryRaw<{ status: string }[]>`
    update notification_deliveries d set last_error = ${error}, receipt = coalesce(${receipt}, receipt), claimed_by = null,
      claimed_at = null, released_at = null,
      status = case when ${outcome.status} <> 'retry' then ${outcome.status}
        when d.attempts > ${pauseMinutes.length} then 'failed' else 'pending' end,
      finished_at = case when ${outcome.status} <> 'retry' or d.attempts > ${pauseMinutes.length} then app_now() end,
      due_at = case when ${outcome.status} <> 'retry' then d.due_at
        else app_now() + make_interval(secs => greatest(${givenPause}::double precision,
          60 * coalesce((${pauseMinutes}::double precision[])[d.attempts], 1))) end
    where d.notification_id = any (${notificationIds}::uuid[]) and d.channel = ${channel} and d.status = 'pending'
    returning d.status`;
  const status = rows[0]?.status;
  return status === "pending" ? "retry" : status === "failed" ? "failed" : "sent";
}

/** Everything that waits for this person's summary and is due, oldest first. */
export async function claimDigest(
  ctx: Context,
  whom: { user_id: string | null; requester_id: string | null },
  claimant: string,
): Promise<string[]> {
  const rows = await ctx.tx.$queryRaw<{ id: string }[]>`
    update notification_deliveries d set claimed_by = ${claimant}, claimed_at = app_now(),
      attempts = attempts + case when claimed_by = ${claimant} then 0 else 1 end
    from notifications n
    where n.id = d.notification_id and d.channel = 'email' and d.status = 'pending' and d.in_digest and d.due_at <= app_now()
      and n.user_id is not distinct from ${whom.user_id}::uuid and n.requester_id is not distinct from ${whom.requester_id}::uuid
      and (d.claimed_at is null or d.claimed_by = ${claimant}
        or d.claimed_at < app_now() - make_interval(mins => ${claimMinutes}::int))
    returning n.id`;
  return rows.map(({ id }) => id).sort();
}
