"use client";

import { useState } from "react";
import { formatInstant, formatMinute } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Progress } from "@/components/ui/progress";
import { tooltip } from "@/components/ui/tooltip";
import type { TicketData } from "../ticket-queries";
import { DueTimeEditor } from "./due-time-editor";
import { explainSla, type SlaClock } from "./explain-sla";
import { Section } from "./section";
import { ClockChip } from "./sla-clocks";
export const slaSectionId = "ticket-sla";

/** Where both clocks stand, and minute by minute how they came to be due when they are. */
export function SlaSection({ ticket }: { ticket: TicketData }) {
  const { timeZone } = usePreferences();
  const now = useNow();
  const { response, resolution, computation, steps, share } = explainSla(ticket, now);
  const [isEditing, setIsEditing] = useState(false);
  const canEdit = !ticket.refusals.update && resolution.stopped_at === null && !isEditing;
  const isLate = resolution.state === "breached" || resolution.state === "missed";
  return (
    <Section
      title="SLA"
      id={slaSectionId}
      action={
        canEdit && (
          <Button size="xs" variant="ghost" onClick={() => setIsEditing(true)}>
            Change due time
          </Button>
        )
      }
    >
      {isEditing && <DueTimeEditor ticket={ticket} onDone={() => setIsEditing(false)} />}
      <div className="@container rounded-md border bg-surface">
        <div className="grid gap-x-6 gap-y-2 border-b px-3 py-2.5 @lg:grid-cols-2">
          <ClockLine clock={response} />
          <ClockLine clock={resolution} />
        </div>
        <div className="px-3 py-2.5">
          {share !== null && (
            <Progress
              value={share}
              max={1}
              label="Part of the time to resolution that is used"
              tone={isLate ? "danger" : "primary"}
            />
          )}
          <ol className="mt-2.5 grid gap-1">
            {steps.map((step) => (
              <li key={step.label} className="flex items-baseline gap-2 text-sm">
                <span
                  aria-hidden
                  className={cn(
                    "size-1.5 shrink-0 -translate-y-px rounded-full",
                    step.isPast ? "bg-foreground" : "bg-border-strong",
                  )}
                />
                <span className={cn("shrink-0", !step.isPast && "text-muted-foreground")}>{step.label}</span>
                {step.note && <span className="min-w-0 text-xs text-subtle-foreground">{step.note}</span>}
                <time
                  dateTime={step.at}
                  className="tabular ml-auto shrink-0 text-xs text-muted-foreground"
                  {...tooltip(formatInstant(step.at, timeZone))}
                >
                  {formatMinute(step.at, timeZone)}
                </time>
              </li>
            ))}
          </ol>
          <p className="mt-2.5 max-w-prose text-xs text-muted-foreground">{computation.join(" ")}</p>
        </div>
      </div>
    </Section>
  );
}

function ClockLine({ clock }: { clock: SlaClock }) {
  return (
    <div className="flex min-w-0 items-start justify-between gap-2">
      <span className="min-w-0 text-sm leading-6 font-medium">
        {clock.name}
        {clock.stopped_at && (
          <span className="block text-xs leading-4 font-normal text-muted-foreground">{clock.words}</span>
        )}
      </span>
      <ClockChip clock={clock} />
    </div>
  );
}
