"use client";

import {
  columnOrderingFeature,
  columnResizingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  type OnChangeFn,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useEffect, useMemo, useRef, useState } from "react";
import type { ColumnPreferences, DataTableColumn } from "./data-table-types";

const features = tableFeatures({
  columnOrderingFeature,
  columnVisibilityFeature,
  columnSizingFeature,
  columnResizingFeature,
});

const noRows: never[] = [];
const PERSIST_AFTER_MS = 300;

/**
 * Order, visibility and widths of the columns, by TanStack Table. Rows stay out of it: the list is
 * sparse and virtual, and a row model over 100,000 entries would be rebuilt with every page.
 */
export function useColumnLayout<T>(
  columns: DataTableColumn<T>[],
  initial: ColumnPreferences | undefined,
  onChange: ((preferences: ColumnPreferences) => void) | undefined,
) {
  const [preferences, setPreferences] = useState(() => initial ?? defaultColumnPreferences(columns));
  const persist = useRef(onChange);
  persist.current = onChange;
  const isTouched = useRef(false);

  useEffect(() => {
    if (!isTouched.current) return;
    const timer = setTimeout(() => persist.current?.(preferences), PERSIST_AFTER_MS);
    return () => clearTimeout(timer);
  }, [preferences]);

  const change = (next: (old: ColumnPreferences) => ColumnPreferences) => {
    isTouched.current = true;
    setPreferences(next);
  };

  const definitions = useMemo(
    () =>
      columns.map(({ id, size, minSize = 48, maxSize = 640 }) => ({
        id,
        size,
        minSize: Math.min(minSize, size),
        maxSize,
      })),
    [columns],
  );
  const table = useTable({
    features,
    columns: definitions,
    data: noRows,
    columnResizeMode: "onChange",
    state: {
      columnOrder: completeOrder(columns, preferences.order),
      columnVisibility: Object.fromEntries(preferences.hidden.map((id) => [id, false])),
      columnSizing: preferences.sizes,
    },
    onColumnOrderChange: update((order, old) => ({ ...old, order }), "order"),
    onColumnVisibilityChange: update((visibility, old) => {
      const hidden = Object.keys(visibility).filter((id) => visibility[id] === false);
      return { ...old, hidden };
    }, "visibility"),
    onColumnSizingChange: update((sizes, old) => ({ ...old, sizes }), "sizes"),
  });

  function update<S>(
    merge: (slice: S, old: ColumnPreferences) => ColumnPreferences,
    slice: "order" | "visibility" | "sizes",
  ): OnChangeFn<S> {
    return (updater) =>
      change((old) => {
        const values = {
          order: completeOrder(columns, old.order),
          visibility: Object.fromEntries(old.hidden.map((id) => [id, false])),
          sizes: old.sizes,
        };
        const before = values[slice] as S;
        return merge(updater instanceof Function ? updater(before) : updater, old);
      });
  }

  const byId = useMemo(() => new Map(columns.map((column) => [column.id, column])), [columns]);
  const visibleIds = table.getVisibleLeafColumns().map((column) => column.id);
  const visibleKey = visibleIds.join(" ");
  // The array keeps its identity while a column is resized, so that no row renders again.
  const visible = useMemo(
    () => visibleKey.split(" ").flatMap((id) => byId.get(id) ?? []),
    [visibleKey, byId],
  );
  const sizes = new Map(table.getVisibleLeafColumns().map((column) => [column.id, column.getSize()]));

  return {
    table,
    visible,
    template: visible
      .map(({ id, isGrowing }) => (isGrowing ? `minmax(${sizes.get(id)}px, 1fr)` : `${sizes.get(id)}px`))
      .join(" "),
    width: Array.from(sizes.values()).reduce((sum, size) => sum + size, 0),
    resetColumns: () => change(() => defaultColumnPreferences(columns)),
    moveColumn: (id: string, target: string) =>
      change((old) => ({ ...old, order: movedBefore(completeOrder(columns, old.order), id, target) })),
  };
}

export type ColumnLayout<T> = ReturnType<typeof useColumnLayout<T>>;

export function defaultColumnPreferences<T>(columns: DataTableColumn<T>[]): ColumnPreferences {
  return {
    order: columns.map((column) => column.id),
    hidden: columns.filter((column) => column.isHiddenByDefault).map((column) => column.id),
    sizes: {},
  };
}

// A saved order may name columns that are gone and miss those a release has added.
export function completeOrder<T>(columns: DataTableColumn<T>[], order: string[]): string[] {
  const ids = columns.map((column) => column.id);
  return [...order.filter((id) => ids.includes(id)), ...ids.filter((id) => !order.includes(id))];
}

/** Puts `id` where `target` stands, shifting the columns between them. */
export function movedBefore(order: string[], id: string, target: string): string[] {
  const index = order.indexOf(target);
  return order.filter((other) => other !== id).toSpliced(index, 0, id);
}
