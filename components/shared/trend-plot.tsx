"use client";

import { Bar, type BarShapeProps, CartesianGrid, ComposedChart, Line, XAxis, YAxis } from "recharts";
import { formatCount } from "./format-time";
import { plotInsets, type TrendPoint, type TrendSeries } from "./trend-types";

export interface TrendPlotProps {
  series: TrendSeries[];
  points: TrendPoint[];
  width: number;
  height: number;
}

const tickStyle = { fontSize: 11, fill: "var(--muted-foreground)" };
const widestBar = 40;
/** Narrower than this, a value would run into its neighbour's. */
const labelRoom = 26;

/** The drawing itself, in a chunk of its own: the chart library is larger than the page around it. */
export default function TrendPlot({ series, points, width, height }: TrendPlotProps) {
  const bars = series.filter(({ mark }) => mark === "bar");
  const band = (width - plotInsets.left - plotInsets.right) / Math.max(1, points.length);
  const hasEveryLabel = bars.length === 1 && band >= labelRoom;
  return (
    <ComposedChart
      width={width}
      height={height}
      data={points}
      margin={{ top: plotInsets.top, right: plotInsets.right, bottom: 0, left: 0 }}
      barCategoryGap={band > 12 ? "18%" : "8%"}
      barGap={1}
      accessibilityLayer={false}
    >
      <CartesianGrid vertical={false} stroke="var(--border)" />
      <XAxis
        dataKey="label"
        height={plotInsets.bottom}
        tick={tickStyle}
        tickLine={false}
        axisLine={{ stroke: "var(--border-strong)" }}
        interval="equidistantPreserveStart"
        minTickGap={8}
        allowDuplicatedCategory
      />
      <YAxis
        width={plotInsets.left}
        tick={tickStyle}
        tickLine={false}
        axisLine={false}
        tickCount={4}
        allowDecimals={false}
        tickFormatter={formatCount}
        domain={[0, "auto"]}
      />
      {bars.map(({ id, tone }) => {
        const highest = highestAt(points, id);
        return (
          <Bar
            key={id}
            dataKey={(point: TrendPoint) => point.values[id]}
            maxBarSize={widestBar}
            isAnimationActive={false}
            shape={(bar: BarShapeProps) => (
              <TrendBar
                bar={bar}
                point={points[bar.index]}
                value={points[bar.index]?.values[id] ?? null}
                colour={`var(--chart-${tone})`}
                hasLabel={hasEveryLabel || (bars.length === 1 && bar.index === highest)}
              />
            )}
          />
        );
      })}
      {series
        .filter(({ mark }) => mark === "line")
        .map(({ id, tone }) => (
          <Line
            key={id}
            dataKey={(point: TrendPoint) => point.values[id]}
            type="linear"
            stroke={tone === "previous" ? "none" : `var(--chart-${tone})`}
            strokeWidth={2}
            strokeLinejoin="round"
            dot={
              tone === "previous"
                ? ({ key, cx, cy, index }) => (
                    <PreviousTick
                      key={key}
                      x={cx}
                      y={cy}
                      band={band}
                      value={points[index]?.values[id] ?? 0}
                    />
                  )
                : points.length === 1
            }
            activeDot={false}
            isAnimationActive={false}
          />
        ))}
    </ComposedChart>
  );
}

interface PreviousTickProps {
  x?: number;
  y?: number;
  band: number;
  value: number;
}

/** Where the bar ended in the period before: compared bar by bar, so no curve joins what does not follow on. */
function PreviousTick({ x, y, band, value }: PreviousTickProps) {
  if (x === undefined || y === undefined || value === 0) return null;
  const width = Math.max(3, Math.min(widestBar + 6, band * 0.9));
  return (
    <rect
      x={x - width / 2}
      y={y - 1}
      width={width}
      height={2}
      rx={1}
      fill="var(--chart-previous)"
      stroke="var(--surface)"
      paintOrder="stroke"
    />
  );
}

interface TrendBarProps {
  bar: BarShapeProps;
  point: TrendPoint | undefined;
  value: number | null;
  colour: string;
  hasLabel: boolean;
}

function TrendBar({ bar, point, value, colour, hasLabel }: TrendBarProps) {
  const { x, y, width, height } = bar;
  if (point?.state === "missing")
    return (
      <circle
        cx={x + width / 2}
        cy={y + height - 4}
        r={2}
        fill="none"
        stroke="var(--chart-previous)"
        strokeWidth={1.5}
      />
    );
  if (!value) return null;
  const isPartial = point?.state === "partial";
  const radius = Math.min(3, width / 3, height);
  return (
    <g>
      <path
        d={`M${x},${y + height}V${y + radius}q0,${-radius} ${radius},${-radius}h${width - 2 * radius}q${radius},0 ${radius},${radius}V${y + height}Z`}
        fill={colour}
        fillOpacity={isPartial ? 0.2 : 1}
        stroke={isPartial ? colour : undefined}
        strokeDasharray={isPartial ? "3 2" : undefined}
      />
      {hasLabel && (
        <text
          x={x + width / 2}
          y={y - 5}
          textAnchor="middle"
          fontSize={11}
          fontWeight={500}
          fill="var(--foreground)"
          // Over a line of another series the figure stays readable.
          stroke="var(--surface)"
          strokeWidth={3}
          paintOrder="stroke"
        >
          {formatCount(value)}
        </text>
      )}
    </g>
  );
}

function highestAt(points: TrendPoint[], id: string): number {
  let at = -1;
  points.forEach((point, index) => {
    if ((point.values[id] ?? 0) > (points[at]?.values[id] ?? 0)) at = index;
  });
  return at;
}
