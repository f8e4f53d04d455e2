import { env } from "@/lib/platform/env";
import { RequestFailed, sendGuarded } from "@/lib/platform/guarded-request";
import { type Context, systemActor, withOrganization } from "@/lib/platform/organization";
import { openSecret } from "@/lib/platform/sealed-secret";
import { type AttemptOutcome, recordAttempt } from "./record-attempt";
import { signatureHeaders } from "./sign-webhook";

/** Whether the delivery has ended, or when it is to be tried again. */
export type AttemptResult = {
  status: "pending" | "delivered" | "failed" | "gone";
  next_attempt_at: Date | null;
};

export type Claimed = {
  id: string;
  endpoint_id: string;
  message_id: string;
  event_name: string;
  body: string;
  attempts: number;
  status: "pending" | "delivered" | "failed";
  next_attempt_at: Date | null;
  url: string;
  is_enabled: boolean;
  secret: string;
  previous_secret: string | null;
};

/**
 * One try of a delivery: read, send, keep the outcome. An entry point: no connection to the database waits for the
 * receiver. A try that was already recorded is not made again, one that died before that is: at least once.
 */
export async function attemptDelivery(
  organizationId: string,
  deliveryId: string,
  attempt: number,
): Promise<AttemptResult> {
  const actor = systemActor(organizationId);
  const claimed = await withOrganization(actor, (ctx) => readForSending(ctx, deliveryId));
  if (!claimed) return { status: "gone", next_attempt_at: null };
  const { status, next_attempt_at } = claimed;
  if (status !== "pending" || claimed.attempts >= attempt) return { status, next_attempt_at };
  const startedAt = performance.now();
  const outcome = claimed.is_enabled
    ? await send(claimed)
    : { error: "The webhook is disabled.", isFinal: true };
  const durationMs = Math.round(performance.now() - startedAt);
  return withOrganization(actor, (ctx) => recordAttempt(ctx, claimed, { ...outcome, attempt, durationMs }));
}

async function readForSending(ctx: Context, id: string): Promise<Claimed | undefined> {
  const [row] = await ctx.tx.$queryRaw<Claimed[]>`
    select d.id, d.endpoint_id, d.message_id, d.event_name, d.body, d.attempts, d.status, d.next_attempt_at, e.url, e.is_enabled,
      e.secret, case when e.previous_secret_until > app_now() then e.previous_secret end as previous_secret
    from webhook_deliveries d join webhook_endpoints e on e.id = d.endpoint_id where d.id = ${id}::uuid`;
  return row;
}

async function send(delivery: Claimed): Promise<AttemptOutcome> {
  const secrets = [delivery.secret, delivery.previous_secret]
    .map((sealed) => sealed && openSecret(sealed))
    .filter((secret): secret is string => Boolean(secret));
  if (secrets.length === 0)
    return {
      error: "The signing secret cannot be read, because DOCKET_SECRET has changed. Make a new one.",
      isFinal: true,
    };
  const { message_id: id, body } = delivery;
  try {
    const answer = await sendGuarded({
      url: delivery.url,
      allowsPrivate: env().WEBHOOK_ALLOW_PRIVATE,
      headers: {
        "content-type": "application/json",
        "user-agent": "Docket-Webhooks/1",
        "docket-event": delivery.event_name,
        ...signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1000), body }, secrets),
      },
      body,
    });
    const isAccepted = answer.status >= 200 && answer.status < 300;
    return {
      responseStatus: answer.status,
      excerpt: answer.excerpt,
      retryAfterSeconds: answer.retryAfterSeconds,
      ...(!isAccepted && { error: refusal(answer.status) }),
    };
  } catch (error) {
    if (error instanceof RequestFailed) return { error: error.message };
    throw error;
  }
}

function refusal(status: number): string {
  if (status >= 300 && status < 400)
    return `Answered ${status}: redirects are not followed. Enter the address it leads to.`;
  if (status === 410) return "Answered 410: the receiver no longer wants these messages.";
  return `Answered ${status}.`;
}
