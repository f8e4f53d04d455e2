"use client";

import { ChartColumn, Table2 } from "lucide-react";
import { type ReactNode, useId, useState } from "react";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";

export interface ChartCardProps {
  title: string;
  /** What is counted, of when. */
  about?: ReactNode;
  /** Controls of this chart alone. */
  actions?: ReactNode;
  /** The same figures as rows, for whoever reads rather than looks; a heat map is a table already. */
  table?: ReactNode;
  /** What the marks stand for; see ChartLegend. */
  legend?: ReactNode;
  /** Older figures stay while newer ones are read. */
  isStale?: boolean;
  className?: string;
  children: ReactNode;
}

/** The frame of a chart: its name, what it counts, and the table behind it. */
export function ChartCard(props: ChartCardProps) {
  const { title, about, actions, table, legend, isStale = false, className, children } = props;
  const [isTable, setIsTable] = useState(false);
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className={cn("flex min-w-0 flex-col rounded-lg border bg-surface shadow-raised", className)}
    >
      <header className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 pt-3.5">
        <div className="min-w-0 flex-1">
          <h2 id={id} className="text-base font-semibold tracking-tight">
            {title}
          </h2>
          {about && <p className="text-xs text-muted-foreground">{about}</p>}
        </div>
        <div className="flex items-center gap-1.5">
          {actions}
          {table && (
            <IconButton
              label={isTable ? `Show ${title} as a chart` : `Show ${title} as a table`}
              onClick={() => setIsTable(!isTable)}
            >
              {isTable ? <ChartColumn aria-hidden /> : <Table2 aria-hidden />}
            </IconButton>
          )}
        </div>
        {!isTable && legend}
      </header>
      <div
        aria-busy={isStale}
        className={cn(
          "min-h-0 flex-1 transition-opacity duration-100",
          isTable ? "px-1 pt-2 pb-1" : "px-4 pt-3 pb-4",
          isStale && "opacity-60",
        )}
      >
        {isTable ? table : children}
      </div>
    </section>
  );
}

const swatches = {
  "bar-1": "h-2.5 w-2.5 rounded-xs bg-chart-1",
  "bar-2": "h-2.5 w-2.5 rounded-xs bg-chart-2",
  "bar-3": "h-2.5 w-2.5 rounded-xs bg-chart-3",
  "bar-4": "h-2.5 w-2.5 rounded-xs bg-chart-4",
  "bar-5": "h-2.5 w-2.5 rounded-xs bg-chart-5",
  partial: "h-2.5 w-2.5 rounded-xs border border-dashed border-chart-1 bg-chart-1/20",
  previous: "h-0.5 w-3 rounded-full bg-chart-previous",
  missing: "size-2 rounded-full border-[1.5px] border-chart-previous",
  "previous-tick": "h-3 w-0.5 rounded-full bg-chart-previous",
};

export interface ChartLegendProps {
  items: { mark: keyof typeof swatches; label: string }[];
}

export function ChartLegend({ items }: ChartLegendProps) {
  return (
    <ul className="flex w-full flex-wrap gap-x-4 gap-y-1 text-xs text-muted-foreground">
      {items.map(({ mark, label }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={cn("inline-block shrink-0", swatches[mark])} />
          {label}
        </li>
      ))}
    </ul>
  );
}
