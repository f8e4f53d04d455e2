import type { Context } from "@/lib/platform/organization";
import type { AttemptResult, Claimed } from "./attempt-delivery";
import { nextAttemptAt } from "./retry-schedule";

export type AttemptOutcome = {
  responseStatus?: number;
  excerpt?: string;
  retryAfterSeconds?: number | undefined;
  /** Why it was not accepted; absent once it was. */
  error?: string;
  /** No further try can help. */
  isFinal?: boolean;
};
type Attempt = AttemptOutcome & { attempt: number; durationMs: number };

const goneStatus = 410;

/** Keeps a try and what follows from it: arrived, tried again, or given up, and perhaps the endpoint with it. */
export async function recordAttempt(
  ctx: Context,
  delivery: Claimed,
  outcome: Attempt,
): Promise<AttemptResult> {
  const { attempt, error } = outcome;
  await ctx.tx.$executeRaw`
    insert into webhook_attempts (delivery_id, number, attempted_at, duration_ms, response_status, response_excerpt, error)
    values (${delivery.id}::uuid, ${attempt}, app_now(), ${outcome.durationMs}, ${outcome.responseStatus ?? null},
      ${outcome.excerpt ?? null}, ${error ?? null})
    on conflict do nothing`;
  const isFinal = outcome.isFinal || outcome.responseStatus === goneStatus;
  const next = error && !isFinal ? nextAttemptAt(attempt, ctx.now, outcome.retryAfterSeconds) : null;
  const status = error === undefined ? "delivered" : next ? "pending" : "failed";
  const [stored] = await ctx.tx.$queryRaw<{ first_attempt_at: Date }[]>`
    update webhook_deliveries set status = ${status}, attempts = ${attempt}, next_attempt_at = ${next}::timestamptz,
      first_attempt_at = coalesce(first_attempt_at, app_now()), response_status = ${outcome.responseStatus ?? null}::int,
      last_error = ${error ?? null}, finished_at = case when ${status} = 'pending' then null else app_now() end
    where id = ${delivery.id}::uuid and status = 'pending' and attempts < ${attempt}
    returning first_attempt_at`;
  // Another run of the same try was quicker.
  if (!stored) return { status, next_attempt_at: next };
  if (error === undefined) await noteSuccess(ctx, delivery.endpoint_id);
  else await noteFailure(ctx, delivery, outcome, status === "failed" ? stored.first_attempt_at : null);
  return { status, next_attempt_at: next };
}

async function noteSuccess(ctx: Context, endpointId: string): Promise<void> {
  await ctx.tx.$executeRaw`
    update webhook_endpoints set failing_since = null, last_delivered_at = app_now() where id = ${endpointId}::uuid`;
}

/** A delivery given up, while nothing at all arrived since its first try a day ago, ends the endpoint. */
async function noteFailure(
  ctx: Context,
  delivery: Claimed,
  outcome: Attempt,
  gaveUpAfterFirstTryAt: Date | null,
): Promise<void> {
  if (!delivery.is_enabled) return;
  const isGone = outcome.responseStatus === goneStatus;
  const because = isGone
    ? "The receiver answered 410: it no longer wants these messages."
    : `Nothing has arrived for a day. Last: ${outcome.error ?? ""}`;
  const [endpoint] = await ctx.tx.$queryRaw<{ name: string; is_disabled: boolean }[]>`
    update webhook_endpoints e set
      failing_since = coalesce(e.failing_since, app_now()),
      is_enabled = not n.is_disabled,
      disabled_at = case when n.is_disabled then app_now() end,
      disabled_because = case when n.is_disabled then ${because} end
    from (select id, ${isGone} or coalesce(failing_since <= ${gaveUpAfterFirstTryAt}::timestamptz, false) as is_disabled
      from webhook_endpoints where id = ${delivery.endpoint_id}::uuid and is_enabled for no key update) n
    where e.id = n.id returning e.name, n.is_disabled`;
  if (!endpoint?.is_disabled) return;
  await ctx.audit("WEBHOOK_DISABLED", null, {
    webhook_id: delivery.endpoint_id,
    name: endpoint.name,
    because,
  });
  ctx.emit("webhook.disabled", { endpoint_id: delivery.endpoint_id, name: endpoint.name, because });
}
