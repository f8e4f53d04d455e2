"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { neighboursInList } from "../list-position";
import { messagesQuery, ticketQuery } from "../ticket-queries";

const restMs = 150;

/** Reads the tickets before and after this one once the reader rests on it, so that a step shows them at once. */
export function usePrefetchedNeighbours(number: string): void {
  const client = useQueryClient();
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const { id, is_withheld } of neighboursInList(number)) {
        if (is_withheld) continue;
        void client.prefetchQuery(ticketQuery(id));
        void client.prefetchInfiniteQuery(messagesQuery(id));
      }
    }, restMs);
    return () => clearTimeout(timer);
  }, [client, number]);
}
