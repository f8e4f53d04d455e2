import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { notificationsApi } from "@/lib/notifications/api";
import type { MarkReadInput } from "@/lib/notifications/schema";
import { type Answer, call } from "@/lib/platform/api-client";

export type NotificationPage = Answer<typeof notificationsApi.list>;
export type NotificationData = NotificationPage["data"][number];

export const notificationsKey = ["notifications"];
const panelRows = 50;

const list = (query: { limit: number; cursor?: string; unread?: "true" }, signal: AbortSignal) =>
  call<typeof notificationsApi.list>("GET", "/notifications", { query, signal });

/** How many are unread: all the bell needs until it is opened. */
export const unreadOptions = queryOptions({
  queryKey: [...notificationsKey, "unread"],
  queryFn: async ({ signal }) => (await list({ limit: 1 }, signal)).unread,
  staleTime: 60_000,
});

/** The newest, as the bell shows them. */
export const newestOptions = queryOptions({
  queryKey: [...notificationsKey, "newest"],
  queryFn: ({ signal }) => list({ limit: panelRows }, signal),
});

export function pagesOptions(isUnreadOnly: boolean, initial: NotificationPage | undefined) {
  return infiniteQueryOptions({
    queryKey: [...notificationsKey, "pages", isUnreadOnly],
    queryFn: ({ pageParam, signal }) =>
      list(
        {
          limit: panelRows,
          ...(isUnreadOnly && { unread: "true" }),
          ...(pageParam && { cursor: pageParam }),
        },
        signal,
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.pagination.next_cursor,
    ...(initial && { initialData: { pages: [initial], pageParams: [""] } }),
  });
}

export async function markRead(which: MarkReadInput): Promise<number> {
  const { data } = await call<typeof notificationsApi.markRead>("POST", "/notifications/read", {
    body: which,
  });
  return data.unread;
}
