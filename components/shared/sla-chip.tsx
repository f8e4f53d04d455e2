"use client";

import { cn } from "../ui/cn";
import { tooltip } from "../ui/tooltip";
import { formatDuration, formatInstant } from "./format-time";
import { usePreferences } from "./preferences";
import { type SlaStateName, slaVisuals } from "./ticket-visuals";
import { useNow } from "./use-now";

export interface SlaChipProps {
  state: SlaStateName;
  /** When the clock runs out. */
  dueAt?: string | null;
  /** Time left that a paused clock keeps. */
  remainingMinutes?: number | null;
  /** Which clock, where both are shown: "First response", "Resolution". */
  name?: string;
  className?: string;
}

export function SlaChip({ state, dueAt, remainingMinutes, name, className }: SlaChipProps) {
  const { timeZone } = usePreferences();
  const now = useNow();
  const { label, style, Icon } = slaVisuals[state];
  const left = dueAt ? new Date(dueAt).getTime() - now : undefined;
  const text = timeText(state, label, left, remainingMinutes);
  const hint = [
    name ? `${name}: ${label.toLowerCase()}` : label,
    dueAt && `Due ${formatInstant(dueAt, timeZone)}`,
  ];
  return (
    <span
      className={cn(
        "tabular inline-flex h-5 max-w-full items-center align-middle gap-1 rounded-xs text-xs font-medium whitespace-nowrap",
        state !== "no_sla" && "px-1.5",
        style,
        className,
      )}
      {...tooltip(hint.filter(Boolean).join("\n"))}
    >
      <Icon aria-hidden strokeWidth={2.25} className="size-3.5 shrink-0" />
      {name && <span className="sr-only">{name}: </span>}
      <span className="sr-only">{label} </span>
      <span aria-hidden={text === label}>{text}</span>
    </span>
  );
}

function timeText(
  state: SlaStateName,
  label: string,
  left: number | undefined,
  remainingMinutes: number | null | undefined,
): string {
  if (state === "paused" && remainingMinutes) return `Paused, ${formatDuration(remainingMinutes * 60_000)}`;
  if (state === "completed" || state === "met" || state === "no_sla" || state === "paused") return label;
  if (left === undefined) return label;
  // The clock on the page may pass the due instant before the next refresh says "breached".
  return left < 0 ? `${formatDuration(left)} over` : `${formatDuration(left)} left`;
}
