"use client";

import { type ComponentProps, useRef } from "react";
import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { formatCount } from "./format-time";
import { useElementWidth } from "./use-element-width";
import { useMarkKeys } from "./use-mark-keys";

export interface HeatMapProps {
  label: string;
  rows: { id: string; label: string }[];
  columns: { id: string; label: string }[];
  /** Of a row and a column, by index. */
  readValue: (row: number, column: number) => number;
  /** All there is to say of a cell. */
  cellSentence: (row: number, column: number) => string;
  /** Of a cell with a figure: opens what it counts. */
  onPick?: (row: number, column: number) => void;
}

/** Below this width rows and columns change places, so that cells keep a readable size. */
const narrowPx = 520;
const levels = [
  "bg-muted/60",
  "bg-heat-1",
  "bg-heat-2",
  "bg-heat-3",
  "bg-heat-4 text-heat-foreground",
  "bg-heat-5 text-heat-foreground",
];

/** A table whose cells are shaded by their figure. The figure itself stays in the cell: no meaning by colour alone. */
export function HeatMap(props: HeatMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  const isTurned = width !== undefined && width < narrowPx;
  return (
    <div ref={frame} className="min-w-0">
      <HeatTable {...(isTurned ? turned(props) : props)} isTurned={isTurned} />
    </div>
  );
}

function turned({ rows, columns, readValue, cellSentence, onPick, ...rest }: HeatMapProps): HeatMapProps {
  return {
    ...rest,
    rows: columns,
    columns: rows,
    readValue: (row, column) => readValue(column, row),
    cellSentence: (row, column) => cellSentence(column, row),
    ...(onPick && { onPick: (row, column) => onPick(column, row) }),
  };
}

function HeatTable(props: HeatMapProps & { isTurned: boolean }) {
  const { label, rows, columns, readValue, cellSentence, onPick, isTurned } = props;
  const { root, onKeyDown, markProps } = useMarkKeys<HTMLTableElement>(
    rows.length * columns.length,
    columns.length,
  );
  const values = rows.map((_, row) => columns.map((_, column) => readValue(row, column)));
  const largest = Math.max(1, ...values.flat());
  return (
    <>
      <table
        ref={root}
        aria-label={label}
        className="tabular w-full table-fixed border-separate border-spacing-0.5 text-2xs"
      >
        <thead>
          <tr>
            <td className={isTurned ? "w-12" : "w-9"} />
            {columns.map((column, index) => (
              <th
                key={column.id}
                scope="col"
                className="h-5 overflow-visible font-normal whitespace-nowrap text-muted-foreground"
              >
                {/* Under a narrow column every third hour is written out; the others are still read out. */}
                <span className={cn(!isTurned && index % 3 !== 0 && "sr-only")}>{column.label}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <tr key={row.id}>
              <th scope="row" className="pr-1 text-right font-normal text-muted-foreground">
                {row.label}
              </th>
              {columns.map((column, index) => (
                <td
                  key={column.id}
                  className={cn(
                    "h-7 overflow-hidden rounded-xs p-0 text-center",
                    isTurned && "h-6",
                    levels[levelOf(values[at]?.[index] ?? 0, largest)],
                  )}
                >
                  <Cell
                    value={values[at]?.[index] ?? 0}
                    sentence={cellSentence(at, index)}
                    onPick={onPick && (() => onPick(at, index))}
                    onKeyDown={onKeyDown}
                    {...markProps(at * columns.length + index)}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <Scale largest={largest} />
    </>
  );
}

interface CellProps extends ComponentProps<"button"> {
  value: number;
  sentence: string;
  onPick: (() => void) | undefined;
}

function Cell({ value, sentence, onPick, ...mark }: CellProps) {
  const isOpen = onPick !== undefined && value > 0;
  return (
    <button
      type="button"
      data-inline
      aria-label={sentence}
      aria-disabled={!isOpen}
      onClick={() => isOpen && onPick()}
      className={cn(
        "ring-inset-focus block size-full rounded-xs",
        isOpen ? "hover:ring-2 hover:ring-foreground/40 hover:ring-inset" : "cursor-default!",
      )}
      {...mark}
      {...tooltip(sentence, { side: "top", isInstant: true })}
    >
      <Count value={value} />
    </button>
  );
}

/** Nothing is left blank for the eye: among many of them, zeros would hide the figures. */
function Count({ value }: { value: number }) {
  if (value === 0) return <span className="sr-only">0</span>;
  return value < 100 ? value : <span className="text-[0.5625rem]">{shortCount(value)}</span>;
}

function Scale({ largest }: { largest: number }) {
  return (
    <p aria-hidden className="mt-2 flex items-center justify-end gap-1.5 text-xs text-muted-foreground">
      fewer
      <span className="flex gap-0.5">
        {levels.slice(1).map((level) => (
          <span key={level} className={cn("h-2.5 w-5 rounded-xs", level)} />
        ))}
      </span>
      more, at most {formatCount(largest)}
    </p>
  );
}

function levelOf(value: number, largest: number): number {
  return value === 0 ? 0 : Math.max(1, Math.ceil(((levels.length - 1) * value) / largest));
}

/** Four signs at most: a cell is narrow. */
function shortCount(value: number): string {
  if (value < 1_000) return String(value);
  const thousands = value / 1_000;
  return `${thousands < 10 ? thousands.toFixed(1) : Math.round(thousands)}k`;
}
