"use client";

import type { ComponentProps } from "react";
import { Change, Figure } from "../shared/figure";
import { formatCount } from "../shared/format-time";
import { tooltip } from "../ui/tooltip";
import { rangeWords } from "./closure-days";
import type { ClosureSlice } from "./closures-address";
import type { ClosuresData, PersonData } from "./closures-queries";
import type { ClosurePoint, TrendUnit } from "./trend-points";

export interface ClosuresFiguresProps {
  closures: ClosuresData;
  points: ClosurePoint[];
  unit: TrendUnit;
  /** Today is not over, so it is not set against a whole day. */
  isUnfinishedDay: boolean;
  onOpen: (person: PersonData) => void;
  onSlice: (slice: ClosureSlice) => void;
}

const peakNames: Record<TrendUnit, string> = {
  hour: "Busiest hour",
  hour_of_day: "Busiest hour",
  day: "Busiest day",
  week: "Busiest week",
  month: "Busiest month",
};

export function ClosuresFigures(props: ClosuresFiguresProps) {
  const { closures, points, unit, isUnfinishedDay, onOpen, onSlice } = props;
  const { total_closed: total, previous, people, legacy_closed: legacy } = closures;
  const closers = people.filter(({ tickets_closed }) => tickets_closed > 0);
  const top = closers[0];
  const level = closers.filter(({ tickets_closed }) => tickets_closed === top?.tickets_closed).length - 1;
  const most = Math.max(0, ...points.map(({ values }) => values.closed ?? 0));
  const peaks = most > 0 ? points.filter(({ values }) => values.closed === most) : [];
  const peak = peaks[0];
  return (
    <dl className="grid grid-cols-2 gap-x-6 gap-y-4 rounded-lg border bg-surface px-4 py-3.5 shadow-raised lg:grid-cols-4 lg:divide-x lg:[&>*+*]:pl-6">
      <Figure
        name="Tickets closed"
        value={total > 0 ? <Opener onClick={() => onSlice({})}>{formatCount(total)}</Opener> : "0"}
        detail={
          <span className="flex flex-wrap items-center gap-x-1.5">
            {previous && <Before closures={closures} previous={previous} isUnfinishedDay={isUnfinishedDay} />}
            {legacy > 0 && <span>{formatCount(legacy)} from imported totals</span>}
          </span>
        }
      />
      <Figure
        name="Top performer"
        value={
          top ? (
            <Opener onClick={() => onOpen(top)} {...tooltip(top.name)}>
              {top.name}
            </Opener>
          ) : (
            "–"
          )
        }
        detail={
          top
            ? `${formatCount(top.tickets_closed)} closed${level > 0 ? `, level with ${formatCount(level)} more` : ""}`
            : "Nobody closed a ticket"
        }
      />
      <Figure
        name="People who closed"
        value={formatCount(closers.length)}
        detail={closers.length > 0 && `${formatAverage(total / closers.length)} each on average`}
      />
      <Figure
        name={peakNames[unit]}
        value={
          peak ? <Opener onClick={() => onSlice(peak.slice)}>{peak.sentence.split(": ")[0]}</Opener> : "–"
        }
        detail={
          peak &&
          `${formatCount(most)} closed${peaks.length > 1 ? `, as in ${formatCount(peaks.length - 1)} more` : ""}`
        }
      />
    </dl>
  );
}

/** A figure that opens the tickets behind it. */
function Opener(props: ComponentProps<"button">) {
  return (
    <button
      type="button"
      data-inline
      className="max-w-full truncate rounded-xs text-left underline-offset-4 hover:underline"
      {...props}
    />
  );
}

interface BeforeProps {
  closures: ClosuresData;
  previous: NonNullable<ClosuresData["previous"]>;
  isUnfinishedDay: boolean;
}

function Before({ closures, previous, isUnfinishedDay }: BeforeProps) {
  const than = rangeWords(previous.start_date, previous.end_date);
  if (isUnfinishedDay)
    return (
      <span>
        so far, {formatCount(previous.total_closed)} on the whole of {than}
      </span>
    );
  return (
    <>
      <Change value={closures.total_closed} previous={previous.total_closed} than={than} />
      <span aria-hidden>against {than}</span>
    </>
  );
}

function formatAverage(value: number): string {
  return value.toLocaleString("en-GB", { maximumFractionDigits: value < 10 ? 1 : 0 });
}
