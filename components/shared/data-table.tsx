"use client";

import { type ReactNode, useRef } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { ColumnsButton } from "./columns-button";
import { DataTableBody } from "./data-table-body";
import { DataTableHeader } from "./data-table-header";
import type { ColumnPreferences, DataTableColumn, NarrowRow, SortState } from "./data-table-types";
import { formatCount } from "./format-time";
import {
  emptySelection,
  isRowSelected,
  type RowSelection,
  selectRows,
  wholeSelection,
} from "./row-selection";
import { useColumnLayout } from "./use-column-layout";
import { useElementWidth } from "./use-element-width";
import type { PagedRows } from "./use-paged-rows";

export interface DataTableProps<T> {
  /** What the rows are, for screen readers: "Tickets". */
  label: string;
  columns: DataTableColumn<T>[];
  rows: PagedRows<T>;
  getRowId: (row: T) => string;
  getRowHref?: (row: T) => string;
  onOpen?: (row: T, index: number) => void;
  /** Starting point; give the table a `key` per view to switch. */
  columnPreferences?: ColumnPreferences;
  onColumnPreferencesChange?: (preferences: ColumnPreferences) => void;
  sort?: SortState | null;
  onSortChange?: (sort: SortState) => void;
  selection?: RowSelection;
  onSelectionChange?: (selection: RowSelection) => void;
  /** The row under the keyboard. */
  activeIndex: number;
  onActiveIndexChange: (index: number) => void;
  /** Stops j, k, x and Enter while something over the table has the keyboard. */
  isKeyboardOff?: boolean;
  /** Cards for widths under 640 px. */
  narrowRow?: NarrowRow<T>;
  /** Shown when the list is loaded and has no rows. */
  empty: ReactNode;
  /** Shown instead of the table when the first page failed. */
  failure?: ReactNode;
  className?: string;
}

const NARROW_PX = 640;
const SELECT_PX = 36;
// Keeps the last column clear of the columns button and the scrollbar.
const END_PX = 28;

/** A virtual list of any length with columns a person can hide, order and resize. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { label, columns, rows, selection = emptySelection, onSelectionChange, narrowRow, className } = props;
  const layout = useColumnLayout(columns, props.columnPreferences, props.onColumnPreferencesChange);
  const scroller = useRef<HTMLDivElement>(null);
  const width = useElementWidth(scroller);
  const isNarrow = narrowRow !== undefined && width !== undefined && width < NARROW_PX;
  const total = rows.total ?? 0;
  const isSelectable = onSelectionChange !== undefined;

  if (rows.error && rows.total === undefined) return props.failure;
  if (rows.total === 0) return props.empty;

  const toggleRange = (from: number, to: number, isSelected: boolean) => {
    const ids: string[] = [];
    for (let index = Math.min(from, to); index <= Math.max(from, to); index += 1) {
      const row = rows.store.getRow(index);
      if (row) ids.push(props.getRowId(row));
    }
    onSelectionChange?.(selectRows(selection, ids, isSelected));
  };

  return (
    <div className={cn("relative flex min-h-0 flex-1 flex-col", className)}>
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table element */}
      <div
        ref={scroller}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.total === undefined ? -1 : total + 1}
        aria-colcount={layout.visible.length + (isSelectable ? 1 : 0)}
        aria-multiselectable={isSelectable || undefined}
        aria-busy={rows.total === undefined || rows.isStale}
        tabIndex={0}
        className="group/grid min-h-0 flex-1 scroll-slim overflow-auto bg-surface outline-none"
        style={{
          ["--dt-columns" as string]: `${isSelectable ? `${SELECT_PX}px ` : ""}${layout.template} ${END_PX}px`,
          ["--dt-width" as string]: `${layout.width + (isSelectable ? SELECT_PX : 0) + END_PX}px`,
        }}
      >
        {!isNarrow && (
          <DataTableHeader
            layout={layout}
            sort={props.sort}
            onSortChange={props.onSortChange}
            selection={isSelectable ? selection : undefined}
            onSelectAll={(isAll) => onSelectionChange?.(isAll ? wholeSelection : emptySelection)}
          />
        )}
        <DataTableBody
          {...props}
          scroller={scroller}
          visible={layout.visible}
          narrowRow={isNarrow ? narrowRow : undefined}
          isSelectable={isSelectable}
          isSelected={(row) => isSelectable && isRowSelected(selection, props.getRowId(row))}
          onToggleRange={toggleRange}
        />
      </div>
      {!isNarrow && <ColumnsButton layout={layout} columns={columns} />}
      {rows.error !== null && (
        <div
          role="alert"
          className="absolute inset-x-0 bottom-3 mx-auto flex w-fit items-center gap-3 rounded-md bg-popover py-1.5 pr-1.5 pl-3 shadow-overlay"
        >
          Some rows did not load. What is shown is kept.
          <Button size="sm" onClick={rows.store.retry}>
            Try again
          </Button>
        </div>
      )}
      <p role="status" className="sr-only">
        {rows.total === undefined ? `Loading ${label}` : `${formatCount(total)} ${label}`}
      </p>
    </div>
  );
}
