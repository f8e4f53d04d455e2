"use client";

import { formatDuration, formatInstant, formatMinute, minutesWords } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { cn } from "@/components/ui/cn";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { tooltip } from "@/components/ui/tooltip";
import { roleName } from "@/lib/platform/role-name";
import { priorityName } from "../ticket-words";
import type { ClockData, ClockView } from "./explain-sla";
import { ClockChip } from "./sla-clocks";

type Segment = ClockData["segments"][number];

export interface ClockPanelProps {
  view: ClockView;
  /** Undefined until the explanation has arrived. */
  clock: ClockData | undefined;
}

/** One clock explained: the sum first, then every stretch of time behind it. */
export function ClockPanel({ view, clock }: ClockPanelProps) {
  const { timeZone } = usePreferences();
  return (
    <div className="px-3 py-2.5">
      <div className="flex items-start justify-between gap-2">
        <h4 className="min-w-0 text-sm leading-6 font-medium">{view.name}</h4>
        <ClockChip clock={view} />
      </div>
      {(view.stopped_at || view.due_at) && (
        <p className="tabular text-xs text-muted-foreground">
          {view.stopped_at && `${view.words}. `}
          {view.due_at && (
            <span {...tooltip(formatInstant(view.due_at, timeZone))}>
              Due {formatMinute(view.due_at, timeZone)}
              {view.state === "paused" && "; it moves on by the pause once the clock goes on"}.
            </span>
          )}
        </p>
      )}
      {clock && clock.state !== "none" && (
        <>
          <SegmentBar clock={clock} name={view.name} />
          <p className="tabular text-xs text-muted-foreground">{sumWords(clock)}</p>
          <p className="text-xs text-muted-foreground">{ruleWords(clock)}</p>
          <Segments clock={clock} name={view.name} />
        </>
      )}
    </div>
  );
}

const kindStyles: Record<Segment["kind"], string> = {
  counted: "bg-primary",
  paused: "bg-sla-near-breach",
  closed: "bg-border-strong",
};
const kindNames: Record<Segment["kind"], string> = {
  counted: "Counted",
  paused: "Paused",
  closed: "Outside hours",
};

/** The same stretches drawn to scale; what has not happened yet is faint. */
function SegmentBar({ clock, name }: { clock: ClockData; name: string }) {
  const first = clock.segments[0];
  const last = clock.segments.at(-1);
  if (!first || !last) return null;
  const start = instant(first.from);
  const length = Math.max(1, instant(last.to) - start);
  return (
    <div
      role="img"
      aria-label={`${name}: ${sumWords(clock)}`}
      className="relative my-2 h-2 overflow-hidden rounded-full bg-muted"
    >
      {clock.segments.map((segment) => (
        <span
          key={segment.from}
          className={cn(
            "absolute inset-y-0",
            kindStyles[segment.kind],
            segment.is_forecast && "opacity-30",
            segment.kind === "closed" && "inset-y-[3px]",
          )}
          style={{
            left: `${((instant(segment.from) - start) / length) * 100}%`,
            width: `${(lengthOf(segment) / length) * 100}%`,
          }}
        />
      ))}
    </div>
  );
}

function Segments({ clock, name }: { clock: ClockData; name: string }) {
  const { timeZone } = usePreferences();
  if (clock.segments.length === 0) return null;
  return (
    <details className="group mt-1">
      <summary className="w-fit rounded-xs py-1 text-xs font-medium text-primary-text hover:underline">
        Explain minute by minute
      </summary>
      <div className="mt-1 max-h-72 scroll-slim overflow-y-auto">
        <Table aria-label={`What the clock for the ${name.toLowerCase()} counted`} className="text-xs">
          <TableHeader>
            <TableRow>
              <TableHead className="pl-0">From</TableHead>
              <TableHead>To</TableHead>
              <TableHead className="text-right">Time</TableHead>
              <TableHead className="pr-0">What and why</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {clock.segments.map((segment) => (
              <TableRow
                key={segment.from}
                className={segment.is_forecast ? "text-subtle-foreground" : undefined}
              >
                <TimeCell at={segment.from} zone={timeZone} className="pl-0" />
                <TimeCell at={segment.to} zone={timeZone} />
                <TableCell className="tabular h-7 text-right whitespace-nowrap">
                  {exactWords(lengthOf(segment))}
                </TableCell>
                <TableCell className="h-7 min-w-40 pr-0">
                  <span className="flex items-baseline gap-1.5">
                    <span
                      aria-hidden
                      className={cn("size-1.5 shrink-0 rounded-full", kindStyles[segment.kind])}
                    />
                    <span>
                      {segment.is_forecast
                        ? `${kindNames[segment.kind]} if nothing changes`
                        : kindNames[segment.kind]}
                      : {segment.why}
                    </span>
                  </span>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </details>
  );
}

export function TimeCell({ at, zone, className }: { at: string; zone: string; className?: string }) {
  return (
    <TableCell className={cn("tabular h-7 whitespace-nowrap", className)}>
      <time dateTime={at} {...tooltip(formatInstant(at, zone))}>
        {formatMinute(at, zone)}
      </time>
    </TableCell>
  );
}

function sumWords(clock: ClockData): string {
  const counted = `Counted ${exactWords(clock.counted_seconds * 1000)}`;
  const of = clock.target_minutes === null ? "" : ` of ${minutesWords(clock.target_minutes)}`;
  const left = clock.left_seconds;
  if (left === null) return `${counted}${of}.`;
  return `${counted}${of}; ${exactWords(Math.abs(left) * 1000)} ${left < 0 ? "over" : "left"}.`;
}

function ruleWords({ is_manual, manual_reason, policy, calendar }: ClockData): string {
  if (is_manual) return `Set by hand${manual_reason ? `: ${manual_reason.replace(/\.$/, "")}` : ""}.`;
  const team = policy?.team ? ` of ${teamName(policy.team)}` : "";
  const by = policy ? `Policy for ${priorityName(policy.priority).toLowerCase()} priority${team}` : "Policy";
  return `${by}. ${calendar ? `Time counts by “${calendar.name}” (${calendar.time_zone})` : "Every hour counts"}.`;
}

/** A queue by its role's name; a franchise comes with its own. */
function teamName(team: string): string {
  return /^[a-z_]+$/.test(team) ? `the ${roleName(team)} queue` : team;
}

/** To the minute, however long: these are sums that people add up. */
function exactWords(milliseconds: number): string {
  if (milliseconds < 60_000) return formatDuration(milliseconds);
  return minutesWords(Math.round(milliseconds / 60_000));
}

function lengthOf({ from, to }: Segment): number {
  return instant(to) - instant(from);
}

function instant(value: string): number {
  return new Date(value).getTime();
}
