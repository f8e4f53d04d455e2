"use client";

import { type ReactNode, useState } from "react";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { Change } from "./figure";
import { formatCount } from "./format-time";

export interface RankedItem {
  id: string;
  label: string;
  /** What its icon says, in words: "not linked". */
  note?: string;
  icon?: ReactNode;
  value: number;
  /** Of the period before; marked on the bar. */
  previous?: number | null;
}

export interface RankedBarsProps {
  label: string;
  /** In their order: the largest first. */
  items: RankedItem[];
  /** What `previous` counts: "8–14 Nov". Without it the bars are marked, but nothing is said of more or fewer. */
  than?: string;
  /** What is counted, for screen readers: "closed". */
  unit: string;
  /** The item whose details are open. */
  openId?: string | null;
  onPick: (item: RankedItem) => void;
}

const shownFirst = 25;

/** Bars from zero, each a button that says its figure; hundreds scroll within the card. */
export function RankedBars({ label, items, than, unit, openId, onPick }: RankedBarsProps) {
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, shownFirst);
  const largest = Math.max(1, ...items.map(({ value, previous }) => Math.max(value, previous ?? 0)));
  return (
    <>
      <ol aria-label={label} className="-mx-2 grid">
        {shown.map((item) => (
          <li key={item.id} className="[contain-intrinsic-size:auto_32px] [content-visibility:auto]">
            <RankedRow
              item={item}
              largest={largest}
              than={than}
              unit={unit}
              isOpen={item.id === openId}
              onPick={onPick}
            />
          </li>
        ))}
      </ol>
      {shown.length < items.length && (
        <Button variant="ghost" size="sm" className="mt-2 w-full" onClick={() => setIsWhole(true)}>
          Show the other {formatCount(items.length - shown.length)}
        </Button>
      )}
    </>
  );
}

interface RankedRowProps extends Pick<RankedBarsProps, "than" | "unit" | "onPick"> {
  item: RankedItem;
  largest: number;
  isOpen: boolean;
}

function RankedRow({ item, largest, than, unit, isOpen, onPick }: RankedRowProps) {
  const { label, note, icon, value, previous } = item;
  const hasPrevious = previous !== null && previous !== undefined;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-haspopup="dialog"
      onClick={() => onPick(item)}
      className="ring-inset-focus flex h-8 w-full items-center gap-3 rounded-sm px-2 text-left transition-colors duration-100 hover:bg-hover aria-expanded:bg-selected"
      {...tooltip(note ? `${label}, ${note}` : label)}
    >
      <span className="flex w-2/5 max-w-56 min-w-0 shrink-0 items-center gap-2">
        {icon}
        <span className="min-w-0 flex-1 truncate text-sm">
          {label}
          {note && <span className="sr-only">, {note}</span>}
        </span>
      </span>
      <span aria-hidden className="relative h-4 min-w-0 flex-1">
        <span
          style={{ width: `${(100 * value) / largest}%` }}
          className={cn(
            "absolute inset-y-0 left-0 rounded-r-xs bg-chart-1 transition-[width] duration-150",
            value > 0 && "min-w-0.5",
          )}
        />
        {hasPrevious && previous > 0 && (
          <span
            style={{ left: `${(100 * previous) / largest}%` }}
            className="absolute -inset-y-0.5 -ml-0.5 w-0.5 rounded-full bg-chart-previous ring-1 ring-surface"
          />
        )}
      </span>
      <span className="tabular min-w-7 shrink-0 text-right text-sm font-medium">{formatCount(value)}</span>
      <span className="sr-only">{unit}</span>
      {hasPrevious && than !== undefined && (
        <Change value={value} previous={previous} than={than} className="w-16 shrink-0" />
      )}
    </button>
  );
}
