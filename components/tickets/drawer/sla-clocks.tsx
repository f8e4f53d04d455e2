"use client";

import { useQuery } from "@tanstack/react-query";
import { BadgeCheck, CirclePause, ClockAlert, Timer, TimerOff } from "lucide-react";
import { formatInstant } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { slaVisuals } from "@/components/shared/ticket-visuals";
import { useNow } from "@/components/shared/use-now";
import { cn } from "@/components/ui/cn";
import { tooltip } from "@/components/ui/tooltip";
import { slaExplanationQuery, type TicketData } from "../ticket-queries";
import { type ClockState, type ClockView, clockViews } from "./explain-sla";

export const clockVisuals: Record<ClockState, { style: string; word: string; Icon: typeof Timer }> = {
  met: { style: slaVisuals.met.style, word: "Met", Icon: BadgeCheck },
  missed: { style: slaVisuals.breached.style, word: "Missed", Icon: ClockAlert },
  breached: { style: slaVisuals.breached.style, word: "Breached", Icon: ClockAlert },
  near_breach: { style: slaVisuals.near_breach.style, word: "Near breach", Icon: Timer },
  on_track: { style: slaVisuals.on_track.style, word: "On track", Icon: Timer },
  paused: { style: slaVisuals.paused.style, word: "Paused", Icon: CirclePause },
  none: { style: "text-subtle-foreground", word: "No due time", Icon: TimerOff },
};
const prefixes = { first_response: "Answer", next_response: "Next answer", resolution: "Resolve" };

/** The clocks side by side: the answers first, then the resolution. */
export function SlaClocks({ ticket, onExplain }: { ticket: TicketData; onExplain: () => void }) {
  const { data: explanation } = useQuery(slaExplanationQuery(ticket.id));
  const clocks = clockViews(ticket, explanation?.clocks, useNow());
  return (
    <button
      type="button"
      onClick={onExplain}
      className="inline-flex flex-wrap items-center gap-1 rounded-sm"
      aria-label={`${clocks.map(sentence).join(". ")}. Explain`}
    >
      {clocks.map((clock) => (
        <ClockChip key={clock.clock} clock={clock} prefix={prefixes[clock.clock]} />
      ))}
    </button>
  );
}

export function ClockChip({ clock, prefix }: { clock: ClockView; prefix?: string }) {
  const { timeZone } = usePreferences();
  const { style, word, Icon } = clockVisuals[clock.state];
  const hint = [
    `${clock.name}: ${clock.words}`,
    clock.due_at && `Due ${formatInstant(clock.due_at, timeZone)}`,
  ];
  const isStopped = clock.state === "met" || clock.state === "missed" || clock.state === "none";
  return (
    <span
      className={cn(
        "tabular inline-flex h-6 items-center gap-1 rounded-xs px-1.5 text-xs font-medium whitespace-nowrap",
        style,
      )}
      {...tooltip(hint.filter(Boolean).join("\n"))}
    >
      <Icon aria-hidden strokeWidth={2.25} className="size-3.5 shrink-0" />
      {prefix && <span className="font-normal">{prefix}</span>}
      {isStopped ? word.toLowerCase() : clock.words}
    </span>
  );
}

function sentence(clock: ClockView): string {
  return `${clock.name} ${clockVisuals[clock.state].word.toLowerCase()}, ${clock.words}`;
}
