"use client";

import { useState } from "react";
import type { ColumnPreferences } from "../../shared/data-table-types";
import { COLUMN_COOKIE, columnKey, readColumnCookie, withColumns, writeColumnCookie } from "./column-cookie";

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** The columns of the view shown: what this person changed last, else what the view was saved with. */
export function useColumns(
  cookie: string | undefined,
  viewId: string | null,
  saved: ColumnPreferences | undefined,
  isStaff: boolean,
) {
  const [byView, setByView] = useState(() => readColumnCookie(cookie));
  const [resets, setResets] = useState(0);
  const key = columnKey(viewId, isStaff);
  const own = byView.get(key);

  const change = (preferences: ColumnPreferences | null) => {
    if (!preferences) setResets((count) => count + 1);
    setByView((old) => {
      const next = withColumns(old, key, preferences);
      // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari
      document.cookie = `${COLUMN_COOKIE}=${writeColumnCookie(next)}; path=/; max-age=${YEAR_SECONDS}; samesite=lax`;
      return next;
    });
  };
  // A table keeps its columns to itself; another key makes it take them from here again.
  return { tableKey: `${key}-${resets}`, preferences: own ?? saved, isChanged: own !== undefined, change };
}

/** A saved view's columns come from the database as open JSON. */
export function savedColumns(columns: Record<string, unknown> | undefined): ColumnPreferences | undefined {
  const { order, hidden, sizes } = columns ?? {};
  if (!Array.isArray(order) || !Array.isArray(hidden) || typeof sizes !== "object") return;
  return {
    order: order.map(String),
    hidden: hidden.map(String),
    sizes: { ...sizes } as Record<string, number>,
  };
}

export type ColumnState = ReturnType<typeof useColumns>;
