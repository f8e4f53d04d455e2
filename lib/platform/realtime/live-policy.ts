import type { Actor } from "../organization";
import { hasPermission, type Permission } from "../permissions";
import type { ChangeEvent } from "./protocol";

/** What one person may be told of the events it was made for. */
export type Judge = (actor: Actor) => readonly ChangeEvent[];

/** Decides for one kind of events who hears what. lib/platform knows no noun: lib/live-rules.ts lists them. */
export type LivePolicy = {
  covers: (name: string) => boolean;
  /** Reads once what decides, for everyone who listens; the answer asks nobody any more. */
  judge: (organizationId: string, events: readonly ChangeEvent[]) => Promise<Judge> | Judge;
};

/** An event that no policy covers reaches nobody. */
export type LiveRules = {
  policies: readonly LivePolicy[];
  /** Whether this person may be seen at the ticket, and see others there. */
  mayLook: (actor: Actor, ticketId: string) => Promise<boolean>;
};

/** Events of a noun for whoever may read it. */
export function toHolders(names: RegExp, permission: Permission): LivePolicy {
  return {
    covers: (name) => names.test(name),
    judge: (_, events) => (actor) => (hasPermission(actor, permission) ? events : []),
  };
}

/** Events for the one person their `user_id` names: their notices, their exports. */
export function toPerson(names: RegExp): LivePolicy {
  return {
    covers: (name) => names.test(name),
    judge: (_, events) => (actor) =>
      events.filter(({ data }) => actor.userId !== null && data.user_id === actor.userId),
  };
}

/** Asks every policy once; the answer puts together what it tells a person, in the order of the events. */
export async function judgeEvents(
  policies: readonly LivePolicy[],
  organizationId: string,
  events: readonly ChangeEvent[],
): Promise<(actor: Actor) => ChangeEvent[]> {
  const judges: Judge[] = [];
  let rest = events;
  for (const policy of policies) {
    const covered = rest.filter(({ name }) => policy.covers(name));
    if (covered.length === 0) continue;
    rest = rest.filter(({ name }) => !policy.covers(name));
    judges.push(await policy.judge(organizationId, covered));
  }
  return (actor) => judges.flatMap((judge) => judge(actor));
}
