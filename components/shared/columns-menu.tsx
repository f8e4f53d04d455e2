"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { useId } from "react";
import { Button } from "../ui/button";
import { Checkbox } from "../ui/checkbox";
import { IconButton } from "../ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "../ui/popover";
import type { LazyMenuContentProps } from "./lazy-menu";

export interface ColumnsMenuProps extends LazyMenuContentProps {
  /** In their present order. */
  columns: { id: string; label: string; isPrimary?: boolean }[];
  visibleIds: string[];
  onVisibilityChange: (id: string, isVisible: boolean) => void;
  onMove: (id: string, target: string) => void;
  onReset: () => void;
}

export default function ColumnsMenu(props: ColumnsMenuProps) {
  const { trigger, defaultOpen, columns, visibleIds, onVisibilityChange, onMove, onReset } = props;
  const id = useId();
  return (
    <Popover defaultOpen={defaultOpen}>
      <PopoverTrigger asChild>{trigger}</PopoverTrigger>
      <PopoverContent align="end" className="w-64" aria-label="Columns">
        <ul className="max-h-96 scroll-slim overflow-y-auto p-1">
          {columns.map((column, index) => {
            const before = columns[index - 1];
            const after = columns[index + 1];
            return (
              <li key={column.id} className="flex min-h-8 items-center gap-1 rounded-sm pl-2 hover:bg-muted">
                <label htmlFor={`${id}-${column.id}`} className="flex min-w-0 flex-1 items-center gap-2">
                  <Checkbox
                    id={`${id}-${column.id}`}
                    checked={visibleIds.includes(column.id)}
                    disabled={column.isPrimary}
                    onCheckedChange={(isVisible) => onVisibilityChange(column.id, isVisible)}
                  />
                  <span className="truncate">{column.label}</span>
                </label>
                <IconButton
                  size="xs"
                  label={`Move ${column.label} to the left`}
                  disabled={!before}
                  onClick={() => before && onMove(column.id, before.id)}
                >
                  <ArrowUp aria-hidden />
                </IconButton>
                <IconButton
                  size="xs"
                  label={`Move ${column.label} to the right`}
                  disabled={!after}
                  onClick={() => after && onMove(column.id, after.id)}
                >
                  <ArrowDown aria-hidden />
                </IconButton>
              </li>
            );
          })}
        </ul>
        <div className="border-t p-1">
          <Button variant="ghost" size="sm" className="w-full" onClick={onReset}>
            Reset columns
          </Button>
        </div>
      </PopoverContent>
    </Popover>
  );
}
