import type { ReactNode } from "react";

export interface DataTableColumn<T> {
  id: string;
  /** Header and name in the columns menu. */
  label: string;
  cell: (row: T) => ReactNode;
  /** Pixels. */
  size: number;
  minSize?: number;
  maxSize?: number;
  /** Takes the room that is left. */
  isGrowing?: boolean;
  isSortable?: boolean;
  /** Cannot be hidden, and carries the link to the row. */
  isPrimary?: boolean;
  isHiddenByDefault?: boolean;
  align?: "start" | "end";
  /** Keeps the label for screen readers only (a column of icons). */
  isLabelHidden?: boolean;
}

/** What a person changed; kept per view by the page. */
export interface ColumnPreferences {
  order: string[];
  hidden: string[];
  sizes: Record<string, number>;
}

export interface SortState {
  column: string;
  direction: "asc" | "desc";
}

export interface NarrowRow<T> {
  /** Pixels of one card on a phone. */
  height: number;
  render: (row: T) => ReactNode;
}
