import type { Change, Changes } from "./world/changes";
import { fullName, requesterOf } from "./world/directory";
import type { World } from "./world/world";

const patienceMs = 10_000;
const longestQueue = 1_000;

export type WebhookOptions = {
  url: string;
  secret: string;
  onFailure?: (message: string) => void;
};

/** What a rule of the vendor's workflow automator sends for every change: a few fields, and a secret in a header. */
export function postWebhooks(world: World, changes: Changes, options: WebhookOptions): void {
  let sending = Promise.resolve();
  let waiting = 0;
  let known: string | null = null;
  changes.onChange((change) => {
    if (waiting >= longestQueue) return;
    waiting += 1;
    const body = payload(world, change);
    sending = sending.then(async () => {
      const failure = await post(options, body);
      // Once is enough for as long as it stays so.
      if (failure !== null && failure !== known) options.onFailure?.(failure);
      known = failure;
      waiting -= 1;
    });
  });
}

function payload(world: World, { kind, ticket_id: id }: Change): Record<string, unknown> {
  const ticket = world.ticket(id);
  const isGone = !ticket || ticket.deleted;
  const event = kind === "create" ? "ticket.created" : isGone ? "ticket.deleted" : "ticket.updated";
  if (!ticket) return { event, ticket_id: id };
  const requester = requesterOf(world.directory, ticket.requester_id);
  return {
    event,
    ticket_id: id,
    subject: ticket.subject,
    status_id: ticket.spam ? 6 : ticket.deleted ? 7 : ticket.status,
    priority_id: ticket.priority,
    requester_id: ticket.requester_id,
    requester_email: requester?.email ?? null,
    requester_name: requester ? fullName(requester) : null,
    responder_id: ticket.responder_id,
    group_id: ticket.group_id,
    department_id: ticket.company_id,
    created_at: new Date(ticket.created_at).toISOString(),
    updated_at: new Date(ticket.updated_at).toISOString(),
  };
}

/** Null when it was taken, otherwise what happened. */
async function post({ url, secret }: WebhookOptions, body: Record<string, unknown>): Promise<string | null> {
  try {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-webhook-secret": secret },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    return answer.ok ? null : `The webhook is answered with ${answer.status}.`;
  } catch {
    return `The webhook does not arrive at ${url}.`;
  }
}
