"use client";

import { Change, Figure } from "../shared/figure";
import { formatCount } from "../shared/format-time";
import { rangeWords } from "./closure-days";
import type { ClosuresData, PersonData } from "./closures-queries";
import type { ClosurePoint } from "./trend-points";

export interface ClosuresFiguresProps {
  closures: ClosuresData;
  points: ClosurePoint[];
  /** Today is not over, so it is not set against a whole day. */
  isUnfinishedDay: boolean;
  onOpen: (person: PersonData) => void;
}

export function ClosuresFigures({ closures, points, isUnfinishedDay, onOpen }: ClosuresFiguresProps) {
  const { total_closed: total, previous, people, legacy_closed: legacy } = closures;
  const closers = people.filter(({ tickets_closed }) => tickets_closed > 0);
  const top = closers[0];
  const peak = points.reduce<ClosurePoint | undefined>(
    (best, point) => ((point.values.closed ?? 0) > (best?.values.closed ?? 0) ? point : best),
    undefined,
  );
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border bg-surface px-4 py-3.5 shadow-raised lg:grid-cols-4 lg:divide-x lg:[&>*+*]:pl-6">
      <Figure
        name="Tickets closed"
        value={formatCount(total)}
        detail={
          <>
            {previous &&
              (isUnfinishedDay ? (
                `${formatCount(previous.total_closed)} on the whole day before`
              ) : (
                <Change
                  value={total}
                  previous={previous.total_closed}
                  than={rangeWords(previous.start_date, previous.end_date)}
                />
              ))}
            {previous && !isUnfinishedDay && " than before"}
            {legacy > 0 && `${previous ? ", " : ""}${formatCount(legacy)} from imported totals`}
          </>
        }
      />
      <Figure
        name="Top performer"
        value={
          top ? (
            <button
              type="button"
              data-inline
              onClick={() => onOpen(top)}
              className="max-w-full truncate rounded-xs text-left underline-offset-4 hover:underline"
            >
              {top.name}
            </button>
          ) : (
            "–"
          )
        }
        detail={top ? `${formatCount(top.tickets_closed)} closed` : "Nobody closed a ticket"}
      />
      <Figure
        name="People who closed"
        value={formatCount(closers.length)}
        detail={closers.length > 0 && `${formatAverage(total / closers.length)} each on average`}
      />
      <Figure
        name={points.length === 24 ? "Busiest hour" : "Busiest"}
        value={peak ? (peak.sentence.split(": ")[0] ?? peak.label) : "–"}
        detail={peak && `${formatCount(peak.values.closed ?? 0)} closed`}
      />
    </dl>
  );
}

function formatAverage(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
