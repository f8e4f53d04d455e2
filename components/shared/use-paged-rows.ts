"use client";

import { useEffect, useMemo, useRef, useSyncExternalStore } from "react";
import { PagedRowStore, type PagedRowStoreOptions } from "./paged-row-store";

export interface UsePagedRowsOptions<T> extends Omit<PagedRowStoreOptions<T>, "pageSize"> {
  /** Everything the list depends on (filters, sort), as text: another key is another list. */
  queryKey: string;
  pageSize?: number;
}

export interface PagedRows<T> {
  store: PagedRowStore<T>;
  /** Unknown until the first page is there. */
  total: number | undefined;
  /** The rows shown still answer the previous filter. */
  isStale: boolean;
  error: unknown;
  version: number;
}

/** Rows for a DataTable. While a new filter loads, the rows of the old one stay in place. */
export function usePagedRows<T>(options: UsePagedRowsOptions<T>): PagedRows<T> {
  const { queryKey, pageSize = 100, initialPage, fetchPage, getRowId } = options;
  // Set after the commit: strict mode renders twice, and both need the page the server sent.
  const isInitialPageUsed = useRef(false);
  useEffect(() => {
    isInitialPageUsed.current = true;
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: fetchPage is inline and follows queryKey
  const current = useMemo(() => {
    const initial = isInitialPageUsed.current ? undefined : initialPage;
    return new PagedRowStore<T>({ fetchPage, getRowId, pageSize, initialPage: initial });
  }, [queryKey, pageSize]);

  useSyncExternalStore(current.subscribe, current.getVersion, current.getVersion);
  const shown = useRef(current);
  if (current.isReady || current.error || !shown.current.isReady) shown.current = current;
  const store = shown.current;
  const version = useSyncExternalStore(store.subscribe, store.getVersion, store.getVersion);

  useEffect(() => {
    if (!current.isReady) current.ensureRange(0, 1);
    return () => current.dispose();
  }, [current]);

  return { store, total: store.total, isStale: store !== current, error: current.error, version };
}
