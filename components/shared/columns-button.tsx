"use client";

import { SlidersHorizontal } from "lucide-react";
import { lazy } from "react";
import { IconButton } from "../ui/icon-button";
import type { DataTableColumn } from "./data-table-types";
import { LazyMenu } from "./lazy-menu";
import type { ColumnLayout } from "./use-column-layout";

const loadColumnsMenu = () => import("./columns-menu");
const ColumnsMenu = lazy(loadColumnsMenu);

export interface ColumnsButtonProps<T> {
  layout: ColumnLayout<T>;
  columns: DataTableColumn<T>[];
}

/** Lies over the end of the header, outside the grid: a grid may hold nothing but rows. */
export function ColumnsButton<T>({ layout, columns }: ColumnsButtonProps<T>) {
  const { table, visible, moveColumn, resetColumns } = layout;
  return (
    <div className="absolute top-0 right-0 z-20 grid h-8 w-7 place-items-center bg-background">
      <LazyMenu
        Content={ColumnsMenu}
        load={loadColumnsMenu}
        popup="dialog"
        contentProps={{
          columns: table
            .getAllLeafColumns()
            .flatMap(({ id }) => columns.find((column) => column.id === id) ?? []),
          visibleIds: visible.map(({ id }) => id),
          onVisibilityChange: (id, isVisible) => table.getColumn(id)?.toggleVisibility(isVisible),
          onMove: moveColumn,
          onReset: resetColumns,
        }}
        trigger={
          <IconButton label="Choose columns" size="xs">
            <SlidersHorizontal aria-hidden />
          </IconButton>
        }
      />
    </div>
  );
}
