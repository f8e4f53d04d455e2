"use client";

import { ChartCard } from "../shared/chart-card";
import { formatCount } from "../shared/format-time";
import { HeatMap } from "../shared/heat-map";
import { countDays, hourWords, weekdayName, weekdayOf } from "./closure-days";
import type { ClosureSlice } from "./closures-address";
import type { HeatMapData } from "./closures-queries";
import { hourSpan } from "./slice-words";

const hours = Array.from({ length: 24 }, (_, hour) => ({
  id: String(hour),
  label: hourWords(hour).slice(0, 2),
}));

export interface HeatCardProps {
  heat: HeatMapData;
  isStale: boolean;
  /** The tickets of a cell. */
  onOpen: (slice: ClosureSlice) => void;
}

export function HeatCard({ heat, isStale, onOpen }: HeatCardProps) {
  const known = new Map(
    heat.cells.map(({ weekday, hour, tickets_closed }) => [`${weekday - 1} ${hour}`, tickets_closed]),
  );
  const weekdays = weekdaysOf(heat);
  const readValue = (row: number, hour: number) => known.get(`${weekdays[row]} ${hour}`) ?? 0;
  return (
    <ChartCard title="When" about="Tickets closed by weekday and hour" isStale={isStale}>
      <HeatMap
        label="Tickets closed by weekday and hour"
        rows={weekdays.map((weekday) => ({ id: String(weekday), label: weekdayName(weekday) }))}
        columns={hours}
        readValue={readValue}
        cellSentence={(row, hour) =>
          `${weekdayName(weekdays[row] ?? 0)} ${hourSpan(hour)}: ${formatCount(readValue(row, hour))} closed`
        }
        onPick={(row, hour) => onOpen({ weekday: (weekdays[row] ?? 0) + 1, hour })}
      />
      {heat.without_hour > 0 && (
        <p className="mt-2 text-xs text-muted-foreground">
          {formatCount(heat.without_hour)} more come from imported daily totals, which have no hour.
        </p>
      )}
    </ChartCard>
  );
}

/** A short range has not every weekday; a row without one would look like a day without work. */
function weekdaysOf({ start_date, end_date }: HeatMapData): number[] {
  const first = weekdayOf(start_date);
  const days = Math.min(7, countDays(start_date, end_date));
  return Array.from({ length: days }, (_, index) => (first + index) % 7).sort((a, b) => a - b);
}
