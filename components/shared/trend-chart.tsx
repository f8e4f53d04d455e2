"use client";

import { lazy, useRef } from "react";
import { cn } from "../ui/cn";
import { LazyPart } from "../ui/lazy-part";
import { Skeleton } from "../ui/skeleton";
import { tooltip } from "../ui/tooltip";
import { plotInsets, type TrendPoint, type TrendSeries } from "./trend-types";
import { useElementWidth } from "./use-element-width";
import { useMarkKeys } from "./use-mark-keys";

const TrendPlot = lazy(() => import("./trend-plot"));

export interface TrendChartProps {
  /** Names the chart for screen readers. */
  label: string;
  series: TrendSeries[];
  points: TrendPoint[];
  /** Pixels. */
  height?: number;
  onPick?: (point: TrendPoint) => void;
}

/**
 * Bars and lines over time, from zero. The drawing arrives after the page; over it lies one mark a point, which speaks,
 * takes focus and leads on.
 */
export function TrendChart({ label, series, points, height = 220, onPick }: TrendChartProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useElementWidth(frame);
  return (
    <div ref={frame} style={{ height }} className="relative">
      {width === undefined ? (
        <Placeholder />
      ) : (
        <LazyPart fallback={<Placeholder />}>
          <div aria-hidden className="absolute inset-0">
            <TrendPlot series={series} points={points} width={width} height={height} />
          </div>
          <TrendMarks label={label} points={points} onPick={onPick} />
        </LazyPart>
      )}
    </div>
  );
}

function TrendMarks({ label, points, onPick }: Pick<TrendChartProps, "label" | "points" | "onPick">) {
  const { root, onKeyDown, markProps } = useMarkKeys<HTMLUListElement>(points.length);
  return (
    <ul
      ref={root}
      aria-label={label}
      style={{ inset: `0 ${plotInsets.right}px ${plotInsets.bottom}px ${plotInsets.left}px` }}
      className="absolute flex"
    >
      {points.map((point, index) => (
        <li key={point.id} className="min-w-0 flex-1">
          <button
            type="button"
            aria-label={point.sentence}
            aria-disabled={!onPick || point.state === "ahead"}
            onKeyDown={onKeyDown}
            onClick={() => point.state !== "ahead" && onPick?.(point)}
            className={cn(
              "ring-inset-focus block h-full w-full rounded-xs hover:bg-foreground/5",
              (!onPick || point.state === "ahead") && "cursor-default!",
            )}
            {...markProps(index)}
            {...tooltip(point.sentence, { side: "top", isInstant: true })}
          />
        </li>
      ))}
    </ul>
  );
}

const samples = [38, 62, 45, 80, 55, 70, 30, 66, 48, 74, 58, 36];

function Placeholder() {
  return (
    <div
      aria-hidden
      style={{ padding: `${plotInsets.top}px ${plotInsets.right}px ${plotInsets.bottom}px` }}
      className="flex h-full items-end gap-2"
    >
      {samples.map((sample) => (
        <Skeleton key={sample} className="flex-1" style={{ height: `${sample}%` }} />
      ))}
    </div>
  );
}
