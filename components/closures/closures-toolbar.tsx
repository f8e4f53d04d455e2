"use client";

import { CalendarRange, ChevronLeft, ChevronRight, History } from "lucide-react";
import { lazy } from "react";
import { formatCount, formatMinute } from "../shared/format-time";
import { LazyMenu } from "../shared/lazy-menu";
import { usePreferences } from "../shared/preferences";
import { Button } from "../ui/button";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { Label } from "../ui/label";
import { Segment, Segmented } from "../ui/segmented";
import { Select } from "../ui/select";
import { Switch } from "../ui/switch";
import { addDays, countDays, rangeWords } from "./closure-days";
import type { ClosuresPlace } from "./closures-address";
import type { ClosuresData } from "./closures-queries";

const loadRangePopover = () => import("./range-popover");
const RangePopover = lazy(loadRangePopover);
const loadKnownAtPopover = () => import("./known-at-popover");
const KnownAtPopover = lazy(loadKnownAtPopover);

const periods = [
  ["today", "Today"],
  ["yesterday", "Yesterday"],
  ["week", "7 days"],
  ["month", "30 days"],
] as const;
const everyone = "everyone";

export interface ClosuresToolbarProps {
  place: ClosuresPlace;
  closures: ClosuresData;
  /** The organization's calendar day. */
  today: string;
  onGo: (change: Partial<ClosuresPlace>) => void;
}

/** Which days, which team, compared with what, as known when. */
export function ClosuresToolbar({ place, closures, today, onGo }: ClosuresToolbarProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented
        aria-label="Period"
        value={place.period}
        onValueChange={(period) => onGo({ period: period as ClosuresPlace["period"], from: "", to: "" })}
        className="max-sm:w-full"
      >
        {periods.map(([value, label]) => (
          <Segment key={value} value={value} className="max-sm:flex-1">
            {label}
          </Segment>
        ))}
      </Segmented>
      <RangeStepper place={place} closures={closures} today={today} onGo={onGo} />
      <TeamSelect place={place} teams={closures.teams} onGo={onGo} />
      <span className="flex items-center gap-2">
        <Switch
          id="compare"
          checked={place.isCompared}
          onCheckedChange={(isCompared) => onGo({ isCompared })}
        />
        <Label htmlFor="compare" className="font-normal">
          Compare
        </Label>
      </span>
      <KnownAt place={place} onGo={onGo} />
    </div>
  );
}

/** The days themselves, and the same number of days earlier or later. */
function RangeStepper({ place, closures, today, onGo }: ClosuresToolbarProps) {
  const { start_date: from, end_date: to } = closures;
  const days = countDays(from, to);
  const step = (count: number) =>
    onGo({ period: "range", from: addDays(from, count * days), to: addDays(to, count * days) });
  const unit = days === 1 ? "day" : `${days} days`;
  return (
    <div className="flex items-center gap-1 max-sm:w-full">
      <IconButton label={`The ${unit} before`} size="md" onClick={() => step(-1)}>
        <ChevronLeft aria-hidden />
      </IconButton>
      <LazyMenu
        Content={RangePopover}
        load={loadRangePopover}
        popup="dialog"
        contentProps={{
          from,
          to,
          today,
          onPick: (range) => onGo({ period: "range", ...range }),
        }}
        trigger={
          <Button className={cn("tabular max-sm:flex-1", place.period === "range" && "border-primary")}>
            <CalendarRange aria-hidden />
            {rangeWords(from, to)}
            {to.slice(0, 4) !== today.slice(0, 4) &&
              from.slice(0, 4) === to.slice(0, 4) &&
              ` ${to.slice(0, 4)}`}
          </Button>
        }
      />
      <IconButton label={`The ${unit} after`} size="md" disabled={to >= today} onClick={() => step(1)}>
        <ChevronRight aria-hidden />
      </IconButton>
    </div>
  );
}

interface TeamSelectProps {
  place: ClosuresPlace;
  teams: ClosuresData["teams"];
  onGo: ClosuresToolbarProps["onGo"];
}

function TeamSelect({ place, teams, onGo }: TeamSelectProps) {
  if (teams.length === 0 && !place.team) return null;
  const options = [
    { value: everyone, label: "Every team" },
    ...teams.map(({ key, label, tickets_closed }) => ({
      value: key,
      label,
      hint: formatCount(tickets_closed),
    })),
  ];
  // A team without a closure in these days is not in the answer, but stays the one that is asked for.
  if (place.team && !teams.some(({ key }) => key === place.team))
    options.push({ value: place.team, label: teamWords(place.team), hint: "0" });
  return (
    <Select
      aria-label="Team"
      options={options}
      value={place.team || everyone}
      onValueChange={(team) => onGo({ team: team === everyone ? "" : team })}
      className="w-44 max-sm:w-full"
    />
  );
}

function teamWords(key: string): string {
  const words = key.replace(/^group:/, "group ").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function KnownAt({ place, onGo }: Pick<ClosuresToolbarProps, "place" | "onGo">) {
  const { timeZone } = usePreferences();
  return (
    <LazyMenu
      Content={KnownAtPopover}
      load={loadKnownAtPopover}
      popup="dialog"
      contentProps={{ value: place.asKnownAt, onPick: (asKnownAt) => onGo({ asKnownAt }) }}
      trigger={
        <Button variant={place.asKnownAt ? "secondary" : "ghost"}>
          <History aria-hidden />
          {place.asKnownAt ? `As known at ${formatMinute(place.asKnownAt, timeZone)}` : "As known now"}
        </Button>
      }
    />
  );
}
