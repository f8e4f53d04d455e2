import { queryOptions } from "@tanstack/react-query";
import type { franchisesApi } from "@/lib/people/api";
import { type Answer, ApiError, call, type Wire } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import type { CalendarDefinition, CalendarInput, PolicyInput } from "@/lib/sla/schema";

export type Policies = Answer<typeof slaApi.list>;
export type Policy = Policies["data"][number];
/** A policy as it is edited: with neither id nor the name of its franchise. */
export type PolicyDraft = Wire<PolicyInput>;
export type Calendar = Answer<typeof slaApi.calendars>["data"][number];
export type CalendarDraft = Wire<CalendarInput>;
export type Hours = CalendarDefinition["hours"];
export type Weekday = keyof Hours;
export type TimeWindow = [string, string];

export const policiesKey = ["sla", "policies"] as const;
export const calendarsKey = ["sla", "calendars"] as const;

const recountingMs = 2_000;

export const policiesQuery = queryOptions({
  queryKey: policiesKey,
  queryFn: ({ signal }) => call<typeof slaApi.list>("GET", "/sla-policies", { signal }),
  // A change counts every open ticket anew; how many are left is worth watching.
  refetchInterval: ({ state }) => ((state.data?.recounting ?? 0) > 0 ? recountingMs : false),
});

export const calendarsQuery = queryOptions({
  queryKey: calendarsKey,
  queryFn: ({ signal }) => call<typeof slaApi.calendars>("GET", "/sla-calendars", { signal }),
});

export const franchisesQuery = queryOptions({
  queryKey: ["franchises", "list"],
  queryFn: ({ signal }) =>
    call<typeof franchisesApi.list>("GET", "/franchises", { query: { limit: 500 }, signal }),
});

export function draftOf({ id: _id, franchise_name: _name, ...draft }: Policy): PolicyDraft {
  return draft;
}

/** What makes a policy the only one of its kind. */
export function keyOf(policy: Pick<PolicyDraft, "priority" | "owner_role" | "franchise_id">): string {
  return [policy.priority, policy.owner_role ?? "", policy.franchise_id ?? ""].join(" ");
}

export function isTeamPolicy({ owner_role, franchise_id }: PolicyDraft): boolean {
  return Boolean(owner_role || franchise_id);
}

/** All policies are replaced at once; one that somebody else changed meanwhile is refused. */
export function replacePolicies(policies: PolicyDraft[], revision: string): Promise<Policies> {
  return call<typeof slaApi.replace>("PUT", "/sla-policies", { body: { policies, revision } });
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : "The server did not answer. Try again.";
}

export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 409;
}
