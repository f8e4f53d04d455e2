import { type Calendar, compileCalendar } from "./calendar";
import type { CalendarDefinition, PolicyInput, SlaClock } from "./schema";

/** What a policy or calendar said from one instant to another. */
export type Version<Definition> = {
  subject_id: string;
  definition: Definition;
  valid_from: number;
  valid_to: number;
};
export type Policy = PolicyInput & { id: string };
export type NamedCalendar = CalendarDefinition & { name: string };

/** Everything that was ever in force in an organization, oldest first. */
export type PolicyBook = {
  policies: readonly Version<Policy>[];
  calendars: ReadonlyMap<string, readonly Version<Calendar>[]>;
  /** Instants at which any of it changed. */
  changes: readonly number[];
};

export type Team = { priority: string; team: string | null; franchise: string | null };

export function makeBook(
  policies: readonly Version<Policy>[],
  calendars: readonly Version<NamedCalendar>[],
): PolicyBook {
  const byId = new Map<string, Version<Calendar>[]>();
  for (const version of calendars) {
    const { name, ...definition } = version.definition;
    const compiled = { ...version, definition: compileCalendar(version.subject_id, name, definition) };
    byId.set(version.subject_id, [...(byId.get(version.subject_id) ?? []), compiled]);
  }
  const edges = [...policies, ...calendars].flatMap(({ valid_from, valid_to }) => [valid_from, valid_to]);
  const changes = [...new Set(edges)].filter(Number.isFinite).toSorted((a, b) => a - b);
  return { policies, calendars: byId, changes };
}

/** The policy of a team at an instant: its franchise's, its queue's, or everybody's. */
export function policyAt(book: PolicyBook, ticket: Team, at: number): Policy | null {
  let best: Policy | null = null;
  let first: Policy | null = null;
  for (const { definition, valid_from, valid_to } of book.policies) {
    if (definition.priority !== ticket.priority || !isFor(definition, ticket)) continue;
    if (rankOf(definition) === 0) first ??= definition;
    if (valid_from <= at && at < valid_to && (!best || rankOf(definition) >= rankOf(best))) best = definition;
  }
  // What happened before the desk had policies is measured by its first ones.
  return best ?? first;
}

export function calendarAt(book: PolicyBook, id: string | null, at: number): Calendar | null {
  if (id === null) return null;
  const versions = book.calendars.get(id) ?? [];
  const inForce = versions.find(({ valid_from, valid_to }) => valid_from <= at && at < valid_to);
  return (inForce ?? versions[0])?.definition ?? null;
}

/** The part of a policy that one clock obeys. */
export function ruleOf(policy: Policy, clock: SlaClock) {
  switch (clock) {
    case "first_response":
      return {
        minutes: policy.response_time_minutes,
        calendarId: policy.response_calendar_id,
        pauses: policy.response_pauses,
      };
    case "next_response":
      return {
        minutes: policy.next_response_time_minutes,
        calendarId: policy.next_response_calendar_id,
        pauses: policy.next_response_pauses,
      };
    case "resolution":
      return {
        minutes: policy.resolution_time_minutes,
        calendarId: policy.resolution_calendar_id,
        pauses: policy.resolution_pauses,
      };
  }
}

function isFor(policy: Policy, { team, franchise }: Team): boolean {
  return (
    (policy.owner_role === null || policy.owner_role === team) &&
    (policy.franchise_id === null || policy.franchise_id === franchise)
  );
}

function rankOf(policy: Policy): number {
  if (policy.franchise_id !== null) return 2;
  return policy.owner_role === null ? 0 : 1;
}
