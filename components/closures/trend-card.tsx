"use client";

import { ChartCard, ChartLegend } from "../shared/chart-card";
import { ChartTable } from "../shared/chart-table";
import { formatCount } from "../shared/format-time";
import { TrendChart } from "../shared/trend-chart";
import type { TrendSeries } from "../shared/trend-types";
import { Segment, Segmented } from "../ui/segmented";
import { rangeWords } from "./closure-days";
import type { ClosureSlice, ClosuresPlace } from "./closures-address";
import type { ClosuresData } from "./closures-queries";
import type { ClosurePoint, TrendUnit } from "./trend-points";

export interface TrendCardProps {
  unit: TrendUnit;
  points: ClosurePoint[];
  closures: ClosuresData;
  isStale: boolean;
  onBy: (by: ClosuresPlace["by"]) => void;
  /** The tickets of a bar. */
  onOpen: (slice: ClosureSlice) => void;
}

const headings: Record<TrendUnit, string> = {
  hour: "Tickets closed by hour",
  hour_of_day: "Tickets closed by hour of the day, all days together",
  day: "Tickets closed by day",
  week: "Tickets closed by week",
  month: "Tickets closed by month",
};
const firstColumn: Record<TrendUnit, string> = {
  hour: "Hour",
  hour_of_day: "Hour",
  day: "Day",
  week: "Week",
  month: "Month",
};

export function TrendCard({ unit, points, closures, isStale, onBy, onOpen }: TrendCardProps) {
  const { previous, start_date, end_date } = closures;
  const than = previous && rangeWords(previous.start_date, previous.end_date);
  const series: TrendSeries[] = [
    { id: "closed", label: "Closed", tone: 1, mark: "bar" },
    ...(than ? [{ id: "previous", label: than, tone: "previous", mark: "line" } as const] : []),
  ];
  const has = (state: ClosurePoint["state"]) => points.some((point) => point.state === state);
  const isHourly = unit === "hour" || unit === "hour_of_day";
  return (
    <ChartCard
      title="Trend"
      about={headings[unit]}
      isStale={isStale}
      actions={
        unit !== "hour" && (
          <Segmented
            aria-label="Trend by"
            value={isHourly ? "hour" : "day"}
            onValueChange={(by) => onBy(by as ClosuresPlace["by"])}
          >
            <Segment value="day">By {unit === "hour_of_day" ? "day" : unit}</Segment>
            <Segment value="hour">By hour</Segment>
          </Segmented>
        )
      }
      legend={
        <ChartLegend
          items={[
            { mark: "bar-1", label: rangeWords(start_date, end_date) },
            ...(than ? [{ mark: "previous", label: than } as const] : []),
            ...(has("partial") ? [{ mark: "partial", label: "not over yet" } as const] : []),
            ...(has("missing") ? [{ mark: "missing", label: "no closure on the whole desk" } as const] : []),
          ]}
        />
      }
      table={<TrendTable points={points} column={firstColumn[unit]} than={than} />}
    >
      <TrendChart
        label={headings[unit]}
        series={series}
        points={points}
        // One day has no heat map under it.
        height={unit === "hour" ? 320 : 220}
        onPick={({ id }) => {
          const point = points.find((candidate) => candidate.id === id);
          if (point && (point.values.closed ?? 0) > 0) onOpen(point.slice);
        }}
      />
    </ChartCard>
  );
}

interface TrendTableProps {
  points: ClosurePoint[];
  column: string;
  than: string | null;
}

function TrendTable({ points, column, than }: TrendTableProps) {
  return (
    <ChartTable
      label={`Tickets closed, by ${column.toLowerCase()}`}
      columns={[
        { label: column },
        { label: "Closed", isNumber: true },
        ...(than ? [{ label: than, isNumber: true }] : []),
      ]}
      rows={points.map((point) => ({
        key: point.id,
        cells: [
          point.sentence.split(": ")[0],
          closedCell(point),
          ...(than ? [formatCount(point.values.previous ?? 0)] : []),
        ],
      }))}
    />
  );
}

function closedCell({ state, values }: ClosurePoint): string {
  if (state === "ahead") return "still to come";
  if (state === "missing") return "none on the whole desk";
  const count = formatCount(values.closed ?? 0);
  return state === "partial" ? `${count} so far` : count;
}
