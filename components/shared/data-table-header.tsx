"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { Checkbox } from "../ui/checkbox";
import { cn } from "../ui/cn";
import type { DataTableColumn, SortState } from "./data-table-types";
import type { RowSelection } from "./row-selection";
import type { ColumnLayout } from "./use-column-layout";

export interface DataTableHeaderProps<T> {
  layout: ColumnLayout<T>;
  sort: SortState | null | undefined;
  onSortChange?: (sort: SortState) => void;
  /** Left out when rows cannot be selected. */
  selection: RowSelection | undefined;
  onSelectAll: (isAll: boolean) => void;
}

export function DataTableHeader<T>(props: DataTableHeaderProps<T>) {
  const { layout, selection } = props;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a thead
    <div role="rowgroup" className="sticky top-0 z-10 w-full min-w-(--dt-width) border-b bg-background">
      {/* biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a tr */}
      {/* biome-ignore lint/a11y/useFocusableInteractive: the grid keeps the focus */}
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-8 grid-cols-(--dt-columns) items-center pointer-coarse:h-10"
      >
        {selection && (
          // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a th
          // biome-ignore lint/a11y/useFocusableInteractive: the box inside takes the focus
          <div role="columnheader" className="grid place-items-center">
            <Checkbox
              aria-label="Select every row of the list"
              checked={selectAllState(selection)}
              onCheckedChange={() => props.onSelectAll(selectAllState(selection) === false)}
            />
          </div>
        )}
        {layout.visible.map((column) => (
          <HeaderCell key={column.id} {...props} column={column} />
        ))}
      </div>
    </div>
  );
}

function HeaderCell<T>(props: DataTableHeaderProps<T> & { column: DataTableColumn<T> }) {
  const { column, layout, sort, onSortChange } = props;
  const [isTarget, setIsTarget] = useState(false);
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const Arrow = direction === "desc" ? ArrowDown : ArrowUp;
  const label = <span className={column.isLabelHidden ? "sr-only" : "truncate"}>{column.label}</span>;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a th
    // biome-ignore lint/a11y/useFocusableInteractive: the button inside takes the focus
    <div
      role="columnheader"
      aria-sort={direction && (direction === "asc" ? "ascending" : "descending")}
      draggable
      onDragStart={(event) => event.dataTransfer.setData("text/docket-column", column.id)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("text/docket-column")) return;
        event.preventDefault();
        setIsTarget(true);
      }}
      onDragLeave={() => setIsTarget(false)}
      onDrop={(event) => {
        setIsTarget(false);
        layout.moveColumn(event.dataTransfer.getData("text/docket-column"), column.id);
      }}
      className={cn(
        "group/head relative flex h-full min-w-0 items-center text-xs font-medium text-muted-foreground",
        isTarget && "bg-selected",
      )}
    >
      {column.isSortable && onSortChange ? (
        <button
          type="button"
          onClick={() => onSortChange({ column: column.id, direction: direction === "asc" ? "desc" : "asc" })}
          className={cn(
            "ring-inset-focus flex h-full w-full min-w-0 items-center gap-1 px-2 hover:text-foreground",
            column.align === "end" && "flex-row-reverse",
            direction && "text-foreground",
          )}
        >
          {label}
          <Arrow
            aria-hidden
            className={cn("size-3 shrink-0", !direction && "opacity-0 group-hover/head:opacity-50")}
          />
        </button>
      ) : (
        <span className={cn("flex w-full min-w-0 px-2", column.align === "end" && "justify-end")}>
          {label}
        </span>
      )}
      <ResizeHandle layout={layout} column={column} />
    </div>
  );
}

const KEY_STEP_PX = 16;

function ResizeHandle<T>({ layout, column }: { layout: ColumnLayout<T>; column: DataTableColumn<T> }) {
  const header = layout.table.getFlatHeaders().find(({ id }) => id === column.id);
  const size = header?.column.getSize() ?? column.size;
  const handleKey = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -KEY_STEP_PX, ArrowRight: KEY_STEP_PX }[event.key];
    if (!step) return;
    event.preventDefault();
    layout.table.setColumnSizing((sizes) => ({ ...sizes, [column.id]: Math.max(48, size + step) }));
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be dragged or take a value
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={`Width of ${column.label}`}
      aria-valuenow={size}
      tabIndex={0}
      draggable
      onDragStart={(event) => {
        event.preventDefault();
        event.stopPropagation();
      }}
      onMouseDown={header?.getResizeHandler()}
      onTouchStart={header?.getResizeHandler()}
      onDoubleClick={() => header?.column.resetSize()}
      onKeyDown={handleKey}
      className="absolute inset-y-1 right-0 z-1 w-2 translate-x-1/2 cursor-col-resize touch-none after:absolute after:inset-y-1 after:left-1/2 after:w-px after:bg-border-strong after:opacity-0 group-hover/head:after:opacity-100 hover:after:bg-primary focus-visible:after:opacity-100"
    />
  );
}

function selectAllState(selection: RowSelection): boolean | "indeterminate" {
  const listed = selection.mode === "some" ? selection.ids.size : selection.except.size;
  return listed > 0 ? "indeterminate" : selection.mode === "all";
}
