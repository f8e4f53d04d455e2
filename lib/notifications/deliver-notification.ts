import { logger } from "@/lib/platform/logger";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import type { Channel, Outcome, Skipped } from "./channel";
import { claimDelivery, recordOutcome, skipDelivery } from "./delivery-state";
import { readNotice } from "./read-notice";

export type DeliveryResult = { status: "sent" | "retry" | "failed" | "skipped" | "not_due"; why?: string };

/**
 * Sends one delivery: claim and read in one transaction, send outside any, keep the outcome in another. A run that
 * dies in between is repeated by the same claimant at once, by anyone else after some minutes.
 */
export async function deliverNotification<Prepared>(
  channel: Channel<Prepared>,
  organizationId: string,
  notificationId: string,
  claimant: string,
): Promise<DeliveryResult> {
  const run = <Result>(verb: (ctx: Context) => Promise<Result>) =>
    withOrganization(systemActor(organizationId), verb);
  const ready = await run(async (ctx): Promise<{ prepared: Prepared } | Skipped | null> => {
    if (!(await claimDelivery(ctx, notificationId, channel.name, claimant))) return null;
    const notice = await readNotice(ctx, notificationId);
    const prepared = "skip" in notice ? notice : await channel.prepare(ctx, notice);
    if (!isSkipped(prepared)) return { prepared };
    await skipDelivery(ctx, notificationId, channel.name, prepared.skip);
    return prepared;
  });
  if (ready === null) return { status: "not_due" };
  if ("skip" in ready) return { status: "skipped", why: ready.skip };
  const outcome = await trySending(channel, ready.prepared);
  return run(async (ctx) => {
    const status = await recordOutcome(ctx, [notificationId], channel.name, outcome);
    await channel.record?.(ctx, ready.prepared, outcome, status);
    return { status, ...("error" in outcome && { why: outcome.error }) };
  });
}

async function trySending<Prepared>(channel: Channel<Prepared>, prepared: Prepared): Promise<Outcome> {
  try {
    return await channel.send(prepared);
  } catch (error) {
    logger.warn({ err: error, channel: channel.name }, "A delivery failed and is tried again.");
    return { status: "retry", error: error instanceof Error ? error.message : String(error) };
  }
}

function isSkipped<Prepared>(prepared: Prepared | Skipped): prepared is Skipped {
  return typeof prepared === "object" && prepared !== null && "skip" in prepared;
}
