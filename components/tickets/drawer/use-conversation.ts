"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { auditQuery, messagesQuery } from "../ticket-queries";
import { mergeTimeline, type TimelineFilter } from "./merge-timeline";

/** Messages and, for the desk, events of a ticket as one stream that can be read further back. */
export function useConversation(ticketId: string, filter: TimelineFilter, hasEvents: boolean) {
  const messages = useInfiniteQuery(messagesQuery(ticketId));
  const events = useInfiniteQuery({ ...auditQuery(ticketId), enabled: hasEvents });

  const timeline = useMemo(
    () =>
      mergeTimeline(
        {
          messages: messages.data?.pages.flatMap((page) => page.data) ?? [],
          hasOlderMessages: messages.hasNextPage,
          events: events.data?.pages.flatMap((page) => page.data) ?? [],
          hasOlderEvents: events.hasNextPage,
        },
        filter,
      ),
    [messages.data, messages.hasNextPage, events.data, events.hasNextPage, filter],
  );

  const loadOlder = async () => {
    await Promise.all([
      timeline.load.messages && messages.fetchNextPage(),
      timeline.load.events && events.fetchNextPage(),
    ]);
  };

  return {
    items: timeline.items,
    hasOlder: timeline.load.messages || timeline.load.events,
    loadOlder,
    isLoadingOlder: messages.isFetchingNextPage || events.isFetchingNextPage,
    isPending: messages.isPending || (hasEvents && events.isPending),
    error: messages.error ?? (hasEvents ? events.error : null),
    retry: () => void Promise.all([messages.refetch(), hasEvents && events.refetch()]),
  };
}
