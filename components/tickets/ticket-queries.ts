import {
  type InfiniteData,
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
} from "@tanstack/react-query";
import type { auditApi } from "@/lib/audit/api";
import type { AuditRow } from "@/lib/audit/schema";
import { type Answer, ApiError, call, type Wire } from "@/lib/platform/api-client";
import type { slaApi } from "@/lib/sla/api";
import type { ticketsApi } from "@/lib/tickets/api";
import type { MessageRow, TicketDetail } from "@/lib/tickets/schema";
import type { watchersApi } from "@/lib/watchers/api";
import { ticketInList } from "./list-position";

export type TicketData = Wire<TicketDetail>;
export type MessageData = Wire<MessageRow> & {
  /** Shown before the server has confirmed it. */
  is_pending?: boolean;
};
export type AuditData = Wire<AuditRow>;
export type MessagePages = InfiniteData<Answer<typeof ticketsApi.listMessages>, string | undefined>;

export const messagesPerPage = 30;
export const auditPerPage = 50;

export const ticketKeys = {
  all: (id: string) => ["ticket", id] as const,
  detail: (id: string) => ["ticket", id, "detail"] as const,
  messages: (id: string) => ["ticket", id, "messages"] as const,
  audit: (id: string) => ["ticket", id, "audit"] as const,
  watchers: (id: string) => ["ticket", id, "watchers"] as const,
  sla: (id: string) => ["ticket", id, "sla"] as const,
  ofRequester: (requesterId: string) => ["tickets", "of-requester", requesterId] as const,
};

export function ticketQuery(id: string) {
  return queryOptions({
    queryKey: ticketKeys.detail(id),
    queryFn: async ({ signal }): Promise<TicketData> =>
      (await call<typeof ticketsApi.get>("GET", "/tickets/{id}", { params: { id }, signal })).data,
    retry: (failures, error) => failures < 2 && !isRefusal(error),
  });
}

/** Newest page first; each page goes further back. */
export function messagesQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ticketKeys.messages(id),
    queryFn: ({ pageParam, signal }) =>
      call<typeof ticketsApi.listMessages>("GET", "/tickets/{id}/messages", {
        params: { id },
        query: { order: "desc", limit: messagesPerPage, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
}

export function auditQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: ticketKeys.audit(id),
    queryFn: ({ pageParam, signal }) =>
      call<typeof auditApi.listOfTicket>("GET", "/tickets/{id}/audit", {
        params: { id },
        query: { limit: auditPerPage, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.pagination.next_cursor ?? undefined,
  });
}

/** The id behind a number: of the list's row, of a ticket read before, or asked of the server. Null: not visible. */
export function ticketIdQuery(client: QueryClient, number: string) {
  const known = ticketInList(number)?.id ?? readBefore(client, number);
  return queryOptions({
    queryKey: ["ticket-id", number],
    initialData: known,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<string | null> => {
      if (!/^\d{1,9}$/.test(number)) return null;
      const { data } = await call<typeof ticketsApi.list>("GET", "/tickets", {
        query: { number, archived: "any", limit: 1, count: "false" },
        signal,
      });
      return data[0]?.id ?? null;
    },
  });
}

function readBefore(client: QueryClient, number: string): string | undefined {
  const tickets = client.getQueriesData<TicketData>({
    predicate: ({ queryKey }) => queryKey[0] === "ticket" && queryKey[2] === "detail",
  });
  return tickets.find(([, ticket]) => String(ticket?.number) === number)?.[1]?.id;
}

export function requesterTicketsQuery(requesterId: string) {
  return queryOptions({
    queryKey: ticketKeys.ofRequester(requesterId),
    queryFn: ({ signal }) =>
      call<typeof ticketsApi.list>("GET", "/tickets", {
        query: { requester_id: requesterId, sort: "updated_at", limit: 7, archived: "any" },
        signal,
      }),
  });
}

export function watchersQuery(id: string) {
  return queryOptions({
    queryKey: ticketKeys.watchers(id),
    queryFn: async ({ signal }) =>
      (
        await call<typeof watchersApi.list>("GET", "/tickets/{id}/watchers", {
          params: { id },
          signal,
        })
      ).data,
  });
}

export function slaPoliciesQuery() {
  return queryOptions({
    queryKey: ["sla-policies"],
    queryFn: async ({ signal }) => (await call<typeof slaApi.list>("GET", "/sla-policies", { signal })).data,
    staleTime: 10 * 60_000,
  });
}

type PolicyData = Answer<typeof slaApi.list>["data"][number];
type Team = { priority: string; owner_role: string | null; assigned_franchise_id: string | null };

/** What holds for a ticket: the policy of its franchise, of its queue, or everybody's. */
export function policyFor(policies: PolicyData[] | undefined, team: Team): PolicyData | undefined {
  const fitting = policies?.filter(({ priority }) => priority === team.priority) ?? [];
  return (
    fitting.find(({ franchise_id }) => franchise_id && franchise_id === team.assigned_franchise_id) ??
    fitting.find(({ owner_role }) => owner_role && owner_role === team.owner_role) ??
    fitting.find(({ owner_role, franchise_id }) => !owner_role && !franchise_id)
  );
}

/** Each clock with the stretches of time it counted; told anew each minute, as the clocks go on. */
export function slaExplanationQuery(id: string) {
  return queryOptions({
    queryKey: ticketKeys.sla(id),
    queryFn: async ({ signal }) =>
      (await call<typeof slaApi.explain>("GET", "/tickets/{id}/sla", { params: { id }, signal })).data,
    refetchInterval: 60_000,
  });
}

export function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status >= 400 && error.problem.status < 500;
}

/** A message for the person, whatever was thrown. */
export function failureText(error: unknown): string {
  return error instanceof Error ? error.message : "The server did not answer. Try again.";
}

export function requestIdOf(error: unknown): string | null {
  return error instanceof ApiError ? error.problem.request_id : null;
}
