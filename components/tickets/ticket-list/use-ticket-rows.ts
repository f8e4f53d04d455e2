"use client";

import { useMemo, useRef } from "react";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { RowPageRequest } from "../../shared/paged-row-store";
import { usePagedRows } from "../../shared/use-paged-rows";
import { type ListAddress, listKeyOf } from "./list-address";
import { type InitialTickets, PAGE_SIZE, type TicketRowWire } from "./ticket-list-types";

export function useTicketRows(address: ListAddress, initial: InitialTickets | null) {
  const listKey = listKeyOf(address);
  const query = useMemo(() => JSON.parse(listKey) as Record<string, string>, [listKey]);
  // Keyset pages leave the exact total out, for it was counted with the first one.
  const initialTotal = initial?.page.pagination.total ?? null;
  const total = useRef(
    initial && initialTotal !== null ? { listKey: initial.listKey, count: initialTotal } : null,
  );

  const fetchPage = async ({ page, cursor, limit, signal }: RowPageRequest) => {
    const known = page > 0 && total.current?.listKey === listKey ? total.current.count : null;
    const answer = await call<typeof ticketsApi.list>("GET", "/tickets", {
      query: {
        ...query,
        limit,
        cursor: cursor ?? undefined,
        page: !cursor && page > 0 ? page + 1 : undefined,
        count: known === null ? undefined : "false",
      },
      signal,
    });
    const count = answer.pagination.total ?? known ?? 0;
    total.current = { listKey, count };
    return { data: answer.data, pagination: { total: count, next_cursor: answer.pagination.next_cursor } };
  };

  const isInitial = initial?.listKey === listKey;
  const rows = usePagedRows<TicketRowWire>({
    queryKey: listKey,
    pageSize: PAGE_SIZE,
    getRowId: (row) => row.id,
    fetchPage,
    initialPage:
      isInitial && initial
        ? {
            data: initial.page.data,
            pagination: {
              total: initial.page.pagination.total ?? initial.page.data.length,
              next_cursor: initial.page.pagination.next_cursor,
            },
          }
        : undefined,
  });
  return { rows, listKey, query };
}
