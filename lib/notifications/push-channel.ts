import { createHash } from "node:crypto";
import webPush from "web-push";
import { env } from "@/lib/platform/env";
import { RequestFailed, sendGuarded } from "@/lib/platform/guarded-request";
import type { Context } from "@/lib/platform/organization";
import { vapidKeys, vapidSubject } from "@/lib/platform/vapid";
import type { Channel, Notice, Outcome, Skipped } from "./channel";

type Subscription = { id: string; endpoint: string; p256dh: string; auth: string };
type PreparedPush = {
  subscriptions: Subscription[];
  payload: string;
  topic: string;
  isUrgent: boolean;
  /** Filled while sending: browsers that got it, and those that exist no more. */
  reached: string[];
  gone: string[];
};

// A push service drops what is encrypted to more than 4,096 bytes; letters may take four.
const maximumWords = 300;
const keepSeconds = 12 * 3600;

/** To every browser the person allowed. A repeated one replaces itself: the worker shows an id once. */
export const pushChannel: Channel<PreparedPush> = {
  name: "push",
  prepare: (ctx, notice) =>
    preparePush(ctx, notice.recipient.user_id, payloadOf(notice), notice.ticket.priority === "CRITICAL"),
  send: async (prepared) => {
    const outcomes = await Promise.all(prepared.subscriptions.map((each) => sendTo(each, prepared)));
    // Where one browser got it the person was told; sending to the others again would show it there twice.
    const best = ["sent", "retry", "failed"].map((status) => outcomes.find((each) => each.status === status));
    return best.find(Boolean) ?? { status: "failed", error: "There was no browser to send to." };
  },
  record: async (ctx, { reached, gone }) => {
    await ctx.tx.$executeRaw`
      update push_subscriptions set last_sent_at = app_now() where id = any (${reached}::uuid[])`;
    await ctx.tx.$executeRaw`delete from push_subscriptions where id = any (${gone}::uuid[])`;
  },
};

/** What the service worker shows; `url` opens on a click. */
type Payload = { id: string; title: string; body: string; url: string };

export async function preparePush(
  ctx: Context,
  userId: string | null,
  payload: Payload,
  isUrgent: boolean,
): Promise<PreparedPush | Skipped> {
  const subscriptions = await readSubscriptions(ctx, userId);
  if (subscriptions.length === 0) return { skip: "The person allowed no browser to be notified." };
  const topic = createHash("sha256").update(payload.id).digest("base64url").slice(0, 32);
  return { subscriptions, payload: JSON.stringify(payload), topic, isUrgent, reached: [], gone: [] };
}

async function readSubscriptions(ctx: Context, userId: string | null): Promise<Subscription[]> {
  return ctx.tx.$queryRaw<Subscription[]>`
    select id, endpoint, p256dh, auth from push_subscriptions where user_id = ${userId}::uuid order by id`;
}

function payloadOf({ id, ticket, text, message }: Notice): Payload {
  const words = [text, message?.text].filter(Boolean).join("\n");
  return {
    id,
    title: `#${ticket.number} ${ticket.title ?? "Sensitive ticket"}`.slice(0, 120),
    body: words.length > maximumWords ? `${words.slice(0, maximumWords)}…` : words,
    url: `/tickets/${ticket.number}`,
  };
}

async function sendTo(subscription: Subscription, prepared: PreparedPush): Promise<Outcome> {
  const { endpoint, p256dh, auth } = subscription;
  const { body, headers } = webPush.generateRequestDetails(
    { endpoint, keys: { p256dh, auth } },
    prepared.payload,
    {
      vapidDetails: { subject: vapidSubject(), ...vapidKeys() },
      TTL: keepSeconds,
      urgency: prepared.isUrgent ? "high" : "normal",
      topic: prepared.topic,
    },
  );
  try {
    const answer = await sendGuarded({
      url: endpoint,
      // Content-Length is the sender's own business.
      headers: Object.fromEntries(
        Object.entries(headers)
          .filter(([name]) => name.toLowerCase() !== "content-length")
          .map(([name, value]) => [name, String(value)]),
      ),
      body: body ?? "",
      allowsPrivate: env().WEBHOOK_ALLOW_PRIVATE,
    });
    return judge(answer.status, answer.retryAfterSeconds, subscription.id, prepared);
  } catch (error) {
    if (error instanceof RequestFailed) return { status: "retry", error: error.message };
    throw error;
  }
}

function judge(
  status: number,
  retryAfterSeconds: number | undefined,
  id: string,
  prepared: PreparedPush,
): Outcome {
  if (status >= 200 && status < 300) {
    prepared.reached.push(id);
    return { status: "sent" };
  }
  // 403: the subscription belongs to another key pair, of before the installation's secret changed.
  if ([403, 404, 410].includes(status)) {
    prepared.gone.push(id);
    return { status: "failed", error: "The browser no longer takes messages of this desk." };
  }
  const error = `The push service answered ${status}.`;
  if (status === 429 || status >= 500)
    return { status: "retry", error, ...(retryAfterSeconds !== undefined && { retryAfterSeconds }) };
  return { status: "failed", error };
}
