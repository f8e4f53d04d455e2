import { database } from "../database/client";
import { logger } from "../logger";
import type { Actor, DomainEvent } from "../organization";

/** One PostgreSQL channel carries every organization's changes to every process; the hub sorts them. */
export const changeChannel = "docket_changes";

export type Change = {
  organization_id: string;
  actor_id: string | null;
  events: { name: string; data: Record<string, unknown> }[];
};

const flushAfterMs = 15;
// NOTIFY refuses more than 8,000 bytes; above this the receivers are told to reload instead.
const payloadLimitBytes = 7_500;

const waiting: Change[] = [];
let isScheduled = false;

/** After commit only: NOTIFY inside a transaction would make commits wait for one another. */
export function publishChanges(actor: Actor, events: DomainEvent[]): void {
  if (events.length === 0) return;
  waiting.push({ organization_id: actor.organizationId, actor_id: actor.userId, events: [...events] });
  if (isScheduled) return;
  isScheduled = true;
  setTimeout(flushChanges, flushAfterMs);
}

/** Announces what waits; a process that is about to end calls it, since nobody else will. */
export async function flushChanges(): Promise<void> {
  isScheduled = false;
  if (waiting.length === 0) return;
  const payloads = waiting.splice(0).map(encode);
  try {
    await database()
      .$queryRaw`select pg_notify(${changeChannel}, p)::text from unnest(${payloads}::text[]) p`;
  } catch (error) {
    logger.warn({ err: error }, "A change could not be announced; open pages refresh on their next poll.");
  }
}

function encode(change: Change): string {
  const payload = JSON.stringify(change);
  if (Buffer.byteLength(payload) <= payloadLimitBytes) return payload;
  return JSON.stringify({ ...change, events: [{ name: "tickets.changed", data: {} }] });
}
