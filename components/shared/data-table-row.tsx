"use client";

import { memo, type ReactNode } from "react";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import { Skeleton } from "../ui/skeleton";
import type { DataTableColumn, NarrowRow } from "./data-table-types";

export interface DataTableRowProps<T> {
  id: string;
  /** Not loaded yet: a skeleton of the same height stands in. */
  row: T | undefined;
  index: number;
  top: number;
  height: number;
  columns: DataTableColumn<T>[];
  href: string | undefined;
  isActive: boolean;
  isSelectable: boolean;
  isSelected: boolean;
  narrowRow?: NarrowRow<T>;
}

function Row<T>(props: DataTableRowProps<T>) {
  const { id, row, index, top, height, columns, isActive, isSelectable, isSelected, narrowRow } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a tr
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus and names its active row
    <div
      id={id}
      role="row"
      data-index={index}
      aria-rowindex={index + 2}
      aria-selected={isSelectable ? isSelected : undefined}
      className={cn(
        "absolute inset-x-0 top-0 items-center border-b border-border/70 hover:bg-hover",
        narrowRow ? "flex" : "grid grid-cols-(--dt-columns)",
        isSelected && "bg-selected hover:bg-selected",
        isActive &&
          "z-1 -outline-offset-2 outline-ring shadow-[inset_2px_0_0_var(--primary)] group-focus-visible/grid:outline-2 not-aria-selected:bg-hover",
      )}
      style={{ height, transform: `translateY(${top}px)` }}
    >
      {isSelectable && (
        <Cell isSelectCell className="grid h-full w-9 shrink-0 place-items-center">
          <Checkbox checked={isSelected} tabIndex={-1} disabled={!row} aria-label="Select row" />
        </Cell>
      )}
      {narrowRow ? (
        <Cell className={cn("min-w-0 flex-1 pr-3", !isSelectable && "pl-3")}>
          {row ? (
            <RowLink href={props.href}>{narrowRow.render(row)}</RowLink>
          ) : (
            <Skeleton className="w-2/3" />
          )}
        </Cell>
      ) : (
        columns.map((column, position) => (
          <Cell
            key={column.id}
            className={cn("min-w-0 truncate px-2", column.align === "end" && "tabular text-right")}
          >
            {row === undefined ? (
              <Skeleton style={{ width: `${45 + ((index * 7 + position * 13) % 40)}%` }} />
            ) : column.isPrimary ? (
              <RowLink href={props.href}>{column.cell(row)}</RowLink>
            ) : (
              column.cell(row)
            )}
          </Cell>
        ))
      )}
    </div>
  );
}

/** A new `row` object is a changed row; everything else here is a plain value. */
export const DataTableRow = memo(Row) as typeof Row;

interface CellProps {
  className?: string;
  isSelectCell?: boolean;
  children: ReactNode;
}

function Cell({ className, isSelectCell, children }: CellProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a td
    // biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus
    <div role="gridcell" data-select-cell={isSelectCell || undefined} className={className}>
      {children}
    </div>
  );
}

// A real link, so that a row opens in a new tab and its address can be copied.
function RowLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <a
      href={href}
      data-row-link
      tabIndex={-1}
      className="grid w-full min-w-0 grid-cols-[minmax(0,1fr)] items-center"
    >
      {children}
    </a>
  );
}
