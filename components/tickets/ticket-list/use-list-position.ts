"use client";

import { usePathname } from "next/navigation";
import { useEffect } from "react";
import type { PagedRows } from "../../shared/use-paged-rows";
import { publishList } from "../list-position";
import { type ListAddress, listHref, ticketHref } from "./list-address";
import type { TicketRowWire } from "./ticket-list-types";

type Store = PagedRows<TicketRowWire>["store"];

const LOAD_PATIENCE_MS = 10_000;
const NEIGHBOURS = 10;

/** Lets the drawer step through the list, and the highlight follow the drawer. Answers what the drawer shows. */
export function useListPosition(
  rows: PagedRows<TicketRowWire>,
  address: ListAddress,
  onNavigate: (index: number) => void,
): string | null {
  const { store, version } = rows;
  const open = usePathname().match(/^\/tickets\/([^/]+)$/)?.[1] ?? null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version moves the rows
  useEffect(
    () =>
      publishList({
        total: store.total ?? 0,
        indexOf: (key) => indexOf(store, key),
        ticketAt: async (index) => (await rowAt(store, index)) ?? null,
        loadedAt: (index) => store.getRow(index) ?? null,
        hrefOf: (number) => ticketHref(number, address),
        listHref: listHref(address),
        onNavigate,
      }),
    [store, version, address],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: only another ticket moves the highlight
  useEffect(() => {
    const index = open ? indexOf(store, open) : -1;
    if (index >= 0) onNavigate(index);
  }, [open]);
  return open;
}

function indexOf(store: Store, key: string): number {
  const number = Number(key);
  for (const row of store.loadedRows())
    if (row.number === number || row.id === key) return store.findIndex(row.id);
  return -1;
}

function rowAt(store: Store, index: number): Promise<TicketRowWire | undefined> {
  if (index < 0 || index >= (store.total ?? 0)) return Promise.resolve(undefined);
  const found = store.getRow(index);
  if (found) return Promise.resolve(found);
  store.ensureRange(Math.max(0, index - NEIGHBOURS), index + NEIGHBOURS);
  return new Promise((resolve) => {
    const settle = () => {
      const row = store.getRow(index);
      if (!row && !store.error) return;
      stop();
      resolve(row);
    };
    const unsubscribe = store.subscribe(settle);
    const timer = setTimeout(() => {
      unsubscribe();
      resolve(undefined);
    }, LOAD_PATIENCE_MS);
    const stop = () => {
      clearTimeout(timer);
      unsubscribe();
    };
  });
}
