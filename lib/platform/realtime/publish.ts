import { logger } from "../logger";
import type { Actor, DomainEvent } from "../organization";
import { redisNow } from "../redis";
import { announce } from "./bus";
import { publishOrganizations, publishStale } from "./change-log";

/**
 * Says only that an organization's log has grown, and up to where: `<organization> <position>`. Every process reads
 * the changes themselves from the log, so that nothing is too large to be told and nothing lost is missed.
 */
export const changeChannel = "docket_changes";

const gatherMs = 10;

let waiting = new Set<string>();
let publishing: Promise<void> | null = null;

/** After commit only; many changes at once become one publication. */
export function publishChanges(actor: Actor, events: readonly DomainEvent[]): void {
  if (events.length === 0 || !actor.organizationId) return;
  waiting.add(actor.organizationId);
  publishing ??= gather();
}

/** Publishes what waits; a process that is about to end calls it. What it leaves, another one's sweep finds. */
export async function flushChanges(): Promise<void> {
  await publishing;
}

/** What a process that died left behind. */
export async function sweepChanges(): Promise<void> {
  await publish((notify) => publishStale(notify));
}

async function gather(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, gatherMs));
  const organizations = [...waiting];
  waiting = new Set();
  try {
    await publish((notify) => publishOrganizations(organizations, notify));
  } catch (error) {
    logger.warn({ err: error }, "A change could not be announced yet; the next sweep does it.");
  }
  publishing = waiting.size > 0 ? gather() : null;
}

async function publish(run: (notify: boolean) => ReturnType<typeof publishOrganizations>): Promise<void> {
  const isByRedis = redisNow() !== null;
  const published = await run(!isByRedis);
  if (isByRedis)
    await announce(
      changeChannel,
      published.map(({ organizationId, position }) => `${organizationId} ${position}`),
    );
}
