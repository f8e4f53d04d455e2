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
  changes.onChange((change) => {
    if (waiting >= longestQueue) return;
    waiting += 1;
    const body = payload(world, change);
    sending = sending.then(async () => {
      await post(options, body);
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

async function post(options: WebhookOptions, body: Record<string, unknown>): Promise<void> {
  try {
    const answer = await fetch(options.url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-webhook-secret": options.secret },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    await answer.body?.cancel();
    if (!answer.ok) options.onFailure?.(`The webhook was answered with ${answer.status}.`);
  } catch (error) {
    options.onFailure?.(`The webhook did not arrive: ${error instanceof Error ? error.message : error}`);
  }
}
