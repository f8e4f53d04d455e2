"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheckBig, Link2 } from "lucide-react";
import { lazy, useState } from "react";
import { ApiError } from "@/lib/platform/api-client";
import { EmptyState } from "../shared/empty-state";
import { ErrorState } from "../shared/error-state";
import { formatMinute } from "../shared/format-time";
import { PageFrame } from "../shared/page-frame";
import { usePaletteActions } from "../shared/palette-registry";
import { usePreferences } from "../shared/preferences";
import { useNow } from "../shared/use-now";
import { Alert } from "../ui/alert";
import { Button } from "../ui/button";
import { LazyPart } from "../ui/lazy-part";
import { dayAndHour } from "./closure-days";
import { type ClosuresPlace, closuresAddress } from "./closures-address";
import { ClosuresFigures } from "./closures-figures";
import {
  type ClosuresData,
  closuresQuery,
  type HealthData,
  type HeatMapData,
  healthQuery,
  heatMapQuery,
  type SeriesData,
  seriesQuery,
  useLiveClosures,
  useNewDay,
} from "./closures-queries";
import { ClosuresToolbar } from "./closures-toolbar";
import { DaysWithoutData, HealthBanners, HealthLine } from "./health-line";
import { HeatCard } from "./heat-card";
import { PeopleCard } from "./people-card";
import { TrendCard } from "./trend-card";
import { hourOfDayPoints, trendPoints, unitOf } from "./trend-points";

const PersonSheet = lazy(() => import("./person-sheet"));
const SliceSheet = lazy(() => import("./slice-sheet"));
const AgentsDialog = lazy(() => import("./agents-dialog"));

export interface ClosuresPageProps {
  start: ClosuresPlace;
  initial: { closures: ClosuresData; series: SeriesData; heat: HeatMapData; health: HealthData };
  mayLink: boolean;
}

/** Who closed what, hour by hour, and the tickets behind every figure. */
export function ClosuresPage({ start, initial, mayLink }: ClosuresPageProps) {
  const [place, setPlace] = useState(start);
  const [agents, setAgents] = useState<string | null>(null);
  const go = (change: Partial<ClosuresPlace>) => {
    const next = { ...place, ...change };
    setPlace(next);
    history.replaceState(null, "", closuresAddress(next));
  };
  const openAgents = mayLink ? (search = "") => setAgents(search) : undefined;
  useLiveClosures(place.asKnownAt === "");
  usePaletteActions(
    openAgents ? [{ id: "agents", label: "Link agents of external desks", run: () => openAgents() }] : [],
  );
  const figures = useFigures(place, start, initial);
  const { closures, error } = figures;
  const openPerson = closures?.people.find(({ username }) => username === place.person);

  return (
    <PageFrame
      title="Closures"
      actions={
        openAgents && (
          <Button size="sm" onClick={() => openAgents()}>
            <Link2 aria-hidden />
            <span className="max-sm:sr-only">Agents</span>
          </Button>
        )
      }
    >
      {closures ? (
        <Figures
          {...figures}
          closures={closures}
          place={place}
          onGo={go}
          onLinkAgents={openAgents && (() => openAgents())}
        />
      ) : (
        <ErrorState
          message={error?.message ?? "The figures could not be read; try again."}
          requestId={error instanceof ApiError ? error.problem.request_id : null}
          onRetry={figures.retry}
        />
      )}
      <LazyPart onFailure={() => go({ person: "" })}>
        {place.person && (
          <PersonSheet
            place={place}
            name={openPerson?.name}
            onClose={() => go({ person: "" })}
            onLink={
              openAgents &&
              ((agent) => {
                // Once linked, the agent is part of somebody else: this panel's person is gone.
                go({ person: "" });
                openAgents(agent);
              })
            }
          />
        )}
      </LazyPart>
      <LazyPart onFailure={() => go({ slice: null })}>
        {place.slice && (
          <SliceSheet
            place={place}
            slice={place.slice}
            onClose={() => go({ slice: null })}
            onDays={(from, to) => go({ period: "range", from, to, slice: null })}
          />
        )}
      </LazyPart>
      <LazyPart onFailure={() => setAgents(null)}>
        {agents !== null && <AgentsDialog search={agents} onClose={() => setAgents(null)} />}
      </LazyPart>
    </PageFrame>
  );
}

/** What the server rendered serves the place it was rendered for. */
function useFigures(place: ClosuresPlace, start: ClosuresPlace, initial: ClosuresPageProps["initial"]) {
  const isFirst =
    closuresAddress({ ...place, person: "", slice: null, by: "day" }) ===
    closuresAddress({ ...start, person: "", slice: null, by: "day" });
  const closures = useQuery(closuresQuery(place, isFirst ? initial.closures : undefined));
  const series = useQuery(seriesQuery(place, isFirst ? initial.series : undefined));
  const heat = useQuery(heatMapQuery(place, isFirst ? initial.heat : undefined));
  const health = useQuery(healthQuery(initial.health));
  const previous = closures.data?.previous;
  const isByHour = place.by === "hour" && closures.data !== undefined;
  const earlierHeat = useQuery({
    ...heatMapQuery({
      ...place,
      period: "range",
      from: previous?.start_date ?? "",
      to: previous?.end_date ?? "",
    }),
    enabled: isByHour && Boolean(previous),
  });
  return {
    closures: closures.data,
    series: series.data,
    heat: heat.data,
    earlierHeat: previous ? earlierHeat.data : undefined,
    health: health.data ?? initial.health,
    isStale: closures.isPlaceholderData || series.isPlaceholderData || heat.isPlaceholderData,
    error: closures.error ?? series.error ?? heat.error,
    retry: () => void Promise.all([closures.refetch(), series.refetch(), heat.refetch()]),
  };
}

interface FiguresProps extends Omit<ReturnType<typeof useFigures>, "closures"> {
  closures: ClosuresData;
  place: ClosuresPlace;
  onGo: (change: Partial<ClosuresPlace>) => void;
  onLinkAgents: (() => void) | undefined;
}

function Figures(props: FiguresProps) {
  const { closures, series, heat, earlierHeat, health, isStale, error, retry, place, onGo, onLinkAgents } =
    props;
  const { timeZone } = usePreferences();
  const now = dayAndHour(useNow(), closures.time_zone);
  useNewDay(now.day);
  const unit = unitOf(closures.start_date, closures.end_date);
  const isProfile = unit !== "hour" && place.by === "hour";
  const points =
    isProfile && heat
      ? hourOfDayPoints(heat, earlierHeat)
      : series
        ? trendPoints(series, now, new Set(health.days_without_data))
        : [];
  const isUnfinishedDay = unit === "hour" && closures.end_date === now.day;
  const isEmpty = closures.total_closed === 0 && (closures.previous?.total_closed ?? 0) === 0;
  return (
    <div className="mx-auto grid w-full max-w-[110rem] gap-4 p-4 md:p-6">
      <ClosuresToolbar place={place} closures={closures} today={now.day} onGo={onGo} />
      <div className="-mt-1 flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
        <HealthLine health={health} isSettled={closures.is_settled} />
        <p className="text-xs text-muted-foreground">
          Days and hours of {closures.time_zone.replaceAll("_", " ")}
        </p>
      </div>
      <HealthBanners health={health} onLinkAgents={onLinkAgents} />
      {place.asKnownAt && (
        <Alert
          tone="info"
          title={`As known at ${formatMinute(place.asKnownAt, timeZone)}`}
          action={
            <Button size="sm" onClick={() => onGo({ asKnownAt: "" })}>
              Show what is known now
            </Button>
          }
        >
          Corrections since then are left out, and nothing moves here while you look.
        </Alert>
      )}
      {error && (
        <Alert
          tone="danger"
          title="These figures could not be read"
          action={
            <Button size="sm" onClick={retry}>
              Try again
            </Button>
          }
        >
          {error.message} What was read before stays on the page.
        </Alert>
      )}
      {isEmpty && !isStale ? (
        <NothingClosed place={place} onGo={onGo} />
      ) : (
        <>
          <ClosuresFigures
            closures={closures}
            points={points}
            unit={isProfile ? "hour_of_day" : unit}
            isUnfinishedDay={isUnfinishedDay}
            onOpen={({ username }) => onGo({ person: username })}
            onSlice={(slice) => onGo({ slice })}
          />
          <div className="grid min-w-0 gap-4 xl:auto-rows-[minmax(26rem,auto)] xl:grid-cols-[minmax(0,5fr)_minmax(0,7fr)]">
            <PeopleCard
              closures={closures}
              isUnfinishedDay={isUnfinishedDay}
              isStale={isStale}
              openUsername={place.person}
              onOpen={({ username }) => onGo({ person: username })}
            />
            <div className="grid min-w-0 content-start gap-4">
              <TrendCard
                unit={isProfile ? "hour_of_day" : unit}
                points={points}
                closures={closures}
                isStale={isStale}
                onBy={(by) => onGo({ by })}
                onOpen={(slice) => onGo({ slice })}
              />
              {heat && unit !== "hour" && (
                <HeatCard heat={heat} isStale={isStale} onOpen={(slice) => onGo({ slice })} />
              )}
            </div>
          </div>
        </>
      )}
      <DaysWithoutData days={health.days_without_data.filter((day) => day !== now.day)} />
    </div>
  );
}

function NothingClosed({ place, onGo }: Pick<FiguresProps, "place" | "onGo">) {
  return (
    <div className="rounded-lg border bg-surface">
      <EmptyState
        title={place.team ? "This team closed nothing in these days" : "Nothing was closed in these days"}
        Icon={CircleCheckBig}
        action={
          place.period === "month" && !place.team ? undefined : (
            <Button onClick={() => onGo({ period: "month", from: "", to: "", team: "" })}>
              Show the last 30 days
            </Button>
          )
        }
      >
        A closure is counted the moment a ticket is resolved or closed, here or at a connected desk. Reopening
        takes it back.
      </EmptyState>
    </div>
  );
}
