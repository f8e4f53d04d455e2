"use client";

import { ChartCard } from "../shared/chart-card";
import { formatCount } from "../shared/format-time";
import { HeatMap } from "../shared/heat-map";
import { hourWords, weekdayName } from "./closure-days";
import type { HeatMapData } from "./closures-queries";

const weekdays = Array.from({ length: 7 }, (_, index) => ({ id: String(index), label: weekdayName(index) }));
const hours = Array.from({ length: 24 }, (_, hour) => ({
  id: String(hour),
  label: hourWords(hour).slice(0, 2),
}));

export function HeatCard({ heat, isStale }: { heat: HeatMapData; isStale: boolean }) {
  const known = new Map(
    heat.cells.map(({ weekday, hour, tickets_closed }) => [`${weekday - 1} ${hour}`, tickets_closed]),
  );
  const readValue = (day: number, hour: number) => known.get(`${day} ${hour}`) ?? 0;
  return (
    <ChartCard title="When" about="Tickets closed by weekday and hour" isStale={isStale}>
      <HeatMap
        label="Tickets closed by weekday and hour"
        rows={weekdays}
        columns={hours}
        readValue={readValue}
        cellSentence={(day, hour) =>
          `${weekdayName(day)} ${hourWords(hour)}–${hourWords((hour + 1) % 24)}: ${formatCount(readValue(day, hour))} closed`
        }
      />
      {heat.without_hour > 0 && (
        <p className="mt-2 text-xs text-muted-foreground">
          {formatCount(heat.without_hour)} more come from imported daily totals, which have no hour.
        </p>
      )}
    </ChartCard>
  );
}
