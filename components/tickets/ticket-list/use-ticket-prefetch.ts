"use client";

import { useQueryClient } from "@tanstack/react-query";
import { type PointerEvent, useEffect, useRef } from "react";
import type { PagedRows } from "../../shared/use-paged-rows";
import { preloadDrawer } from "../drawer/drawer-host";
import { ticketQuery } from "../ticket-queries";
import type { TicketRowWire } from "./ticket-list-types";

const INTENT_MS = 90;

/** Fetches a ticket once the pointer or the highlight rests on its row, so that it opens at once. */
export function useTicketPrefetch(rows: PagedRows<TicketRowWire>, activeIndex: number) {
  const client = useQueryClient();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const { store } = rows;

  const prefetch = (index: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      const row = store.getRow(index);
      preloadDrawer();
      if (row && !row.is_withheld) void client.prefetchQuery(ticketQuery(row.id));
    }, INTENT_MS);
  };
  const hasMoved = useRef(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move of the highlight counts
  useEffect(() => {
    if (hasMoved.current) prefetch(activeIndex);
    hasMoved.current = true;
    return () => clearTimeout(timer.current);
  }, [activeIndex]);

  return (event: PointerEvent<HTMLElement>) => {
    const index = (event.target as Element).closest<HTMLElement>("[data-index]")?.dataset.index;
    if (index !== undefined) prefetch(Number(index));
  };
}
