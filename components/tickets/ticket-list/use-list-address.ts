"use client";

import { useSearchParams } from "next/navigation";
import { useEffect, useMemo, useSyncExternalStore } from "react";
import { type ListAddress, readAddress, writeAddress } from "./list-address";

const listeners = new Set<() => void>();

/** The list's state is the address; writing it asks the server for rows only, not for the page again. */
export function useListAddress() {
  // Next tells of its own navigations; steps back it may still be loading a page for, so those are read directly.
  const rendered = useSearchParams().toString();
  const search = useSyncExternalStore(subscribe, readSearch, () => rendered);
  // Next renders a link's page before it writes the address, so it is read once more when both are there.
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was rendered is the signal
  useEffect(announce, [rendered]);
  const address = useMemo(() => readAddress(search), [search]);

  const change = (next: ListAddress) => {
    const query = writeAddress(next);
    const { pathname } = window.location;
    const url = query ? `${pathname}?${query}` : pathname;
    // A search typed letter by letter is one step back, not ten.
    const isTyping = address.filter.search !== "" && next.filter.search !== address.filter.search;
    if (isTyping) window.history.replaceState(null, "", url);
    else window.history.pushState(null, "", url);
    announce();
  };
  return { address, change };
}

function announce() {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  window.addEventListener("popstate", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("popstate", listener);
  };
}

function readSearch(): string {
  return new URLSearchParams(window.location.search).toString();
}
