"use client";

import { ChevronUp, Download, X } from "lucide-react";
import { useRef } from "react";
import { formatCount } from "../../shared/format-time";
import { Button } from "../../ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "../../ui/dropdown-menu";
import { IconButton } from "../../ui/icon-button";
import { tooltip } from "../../ui/tooltip";
import { useToastClearance } from "../../ui/use-toast-clearance";
import { bulkActions, firstActions, moreActions, type OfferedAction } from "./bulk-actions";

export interface BulkBarProps {
  count: number;
  /** Rows of the whole list. */
  total: number;
  onAction: (action: OfferedAction) => void;
  onSelectAll: () => void;
  onExport: (() => void) | undefined;
  onClear: () => void;
}

/** Floats over the end of the list while rows are selected. */
export function BulkBar({ count, total, onAction, onSelectAll, onExport, onClear }: BulkBarProps) {
  const bar = useRef<HTMLElement>(null);
  useToastClearance(bar);
  return (
    <div className="pointer-events-none absolute inset-x-0 bottom-4 z-30 flex justify-center px-3">
      <section
        ref={bar}
        aria-label="Selected tickets"
        className="pointer-events-auto flex max-w-full animate-in items-center gap-0.5 rounded-lg max-sm:w-full max-sm:flex-wrap bg-popover p-1 shadow-overlay"
      >
        <p role="status" className="tabular shrink-0 px-2 text-sm font-medium">
          {formatCount(count)} selected
        </p>
        {count < total && (
          <Button variant="link" size="sm" onClick={onSelectAll} className="mx-1">
            Select all {formatCount(total)}
          </Button>
        )}
        <span
          aria-hidden
          className="shrink-0 bg-border max-sm:order-2 max-sm:h-px max-sm:basis-full sm:mx-1 sm:h-5 sm:w-px"
        />
        {firstActions.map((action) => {
          const { label, Icon, keys } = bulkActions[action];
          return (
            <Button
              key={action}
              variant="ghost"
              size="sm"
              className="max-sm:order-3"
              onClick={() => onAction(action)}
              {...(keys ? tooltip(label, { keys }) : {})}
            >
              <Icon aria-hidden />
              <span className="max-sm:sr-only">{label}</span>
            </Button>
          );
        })}
        <DropdownMenu>
          <DropdownMenuTrigger asChild>
            <Button variant="ghost" size="sm" className="max-sm:order-3 max-sm:ml-auto">
              More
              <ChevronUp aria-hidden />
            </Button>
          </DropdownMenuTrigger>
          <DropdownMenuContent side="top" align="end">
            {moreActions.map((action) => {
              const { label, Icon, keys } = bulkActions[action];
              return (
                <DropdownMenuItem key={action} keys={keys} onSelect={() => onAction(action)}>
                  <Icon aria-hidden />
                  {label}
                </DropdownMenuItem>
              );
            })}
            {onExport && (
              <DropdownMenuItem onSelect={onExport}>
                <Download aria-hidden />
                Export
              </DropdownMenuItem>
            )}
          </DropdownMenuContent>
        </DropdownMenu>
        <IconButton
          label="Unselect all"
          keys="escape"
          size="sm"
          onClick={onClear}
          className="max-sm:order-1 max-sm:ml-auto"
        >
          <X aria-hidden />
        </IconButton>
      </section>
    </div>
  );
}
