"use client";

import type { ReactNode } from "react";
import { cn } from "../ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "../ui/table";

export interface ChartTableProps {
  label: string;
  columns: { label: string; isNumber?: boolean }[];
  rows: { key: string; cells: ReactNode[] }[];
  /** The height at which it scrolls: `[&>section]:max-h-…`. */
  className?: string;
}

/** The rows behind a chart; a long table scrolls within its card. */
export function ChartTable({ label, columns, rows, className }: ChartTableProps) {
  return (
    <div className={cn("[&>section]:max-h-104 [&>section]:overflow-y-auto", className)}>
      <Table aria-label={label}>
        <TableHeader className="sticky top-0 z-10 bg-surface">
          <TableRow>
            {columns.map((column) => (
              <TableHead key={column.label} className={cn(column.isNumber && "text-right")}>
                {column.label}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.key}>
              {row.cells.map((cell, index) => (
                <TableCell
                  key={columns[index]?.label}
                  className={cn(
                    "h-8 py-1 whitespace-nowrap",
                    columns[index]?.isNumber && "tabular text-right",
                  )}
                >
                  {cell}
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}
