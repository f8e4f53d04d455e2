"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ErrorState } from "@/components/shared/error-state";
import { formatInstant, formatMinute, minutesWords } from "@/components/shared/format-time";
import { usePreferences } from "@/components/shared/preferences";
import { useNow } from "@/components/shared/use-now";
import { Button } from "@/components/ui/button";
import { Skeleton } from "@/components/ui/skeleton";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { tooltip } from "@/components/ui/tooltip";
import type { Wire } from "@/lib/platform/api-client";
import { roleName } from "@/lib/platform/role-name";
import type { SlaExplanation } from "@/lib/sla/schema";
import { failureText, requestIdOf, slaExplanationQuery, type TicketData } from "../ticket-queries";
import { ClockPanel, TimeCell } from "./clock-panel";
import { DueTimeEditor } from "./due-time-editor";
import { clockViews } from "./explain-sla";
import { Section } from "./section";

export const slaSectionId = "ticket-sla";

/** Every clock: where it stands, when it is due, and stretch by stretch what it counted and what not. */
export function SlaSection({ ticket }: { ticket: TicketData }) {
  const { data, error, refetch, isFetching } = useQuery(slaExplanationQuery(ticket.id));
  const views = clockViews(ticket, data?.clocks, useNow());
  const [isEditing, setIsEditing] = useState(false);
  const hasStopped = ticket.resolved_at !== null || ticket.closed_at !== null;
  const canEdit = !ticket.refusals.edit && !hasStopped && !isEditing;
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
      {!data && error ? (
        <ErrorState
          message={failureText(error)}
          requestId={requestIdOf(error)}
          onRetry={() => void refetch()}
          isRetrying={isFetching}
        />
      ) : (
        <div className="@container divide-y rounded-md border bg-surface">
          {views.map((view) => (
            <ClockPanel
              key={view.clock}
              view={view}
              clock={data?.clocks.find(({ clock }) => clock === view.clock)}
            />
          ))}
          {!data && <Skeleton className="m-3 w-2/3" />}
          {data && <AnsweredResponses explanation={data} />}
          {data && <Escalations explanation={data} />}
        </div>
      )}
    </Section>
  );
}

/** Every wait that was answered; the clock above shows the one under way. */
function AnsweredResponses({ explanation }: { explanation: Wire<SlaExplanation> }) {
  const { timeZone } = usePreferences();
  const { answered_responses: waits } = explanation;
  if (waits.length === 0) return null;
  const late = waits.filter(({ breached }) => breached).length;
  return (
    <details className="px-3 py-2.5">
      <summary className="w-fit rounded-xs text-sm font-medium hover:underline">
        {waits.length} answered {waits.length === 1 ? "response" : "responses"}
        {late > 0 && <span className="text-danger-text">, {late} late</span>}
      </summary>
      <div className="mt-1 max-h-72 scroll-slim overflow-y-auto">
        <Table aria-label="Answered responses" className="text-xs">
          <TableHeader>
            <TableRow>
              <TableHead className="pl-0">Asked</TableHead>
              <TableHead>Due</TableHead>
              <TableHead>Answered</TableHead>
              <TableHead className="pr-0">Result</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {waits.map((wait) => (
              <TableRow key={wait.started_at}>
                <TimeCell at={wait.started_at} zone={timeZone} className="pl-0" />
                {wait.due_at ? (
                  <TimeCell at={wait.due_at} zone={timeZone} />
                ) : (
                  <TableCell className="h-7 text-subtle-foreground">No target</TableCell>
                )}
                <TimeCell at={wait.answered_at} zone={timeZone} />
                <TableCell className="h-7 pr-0">
                  <span
                    className={wait.breached ? "text-danger-text" : undefined}
                    {...tooltip(targetWords(wait))}
                  >
                    {wait.breached ? "Late" : wait.due_at ? "In time" : "Answered"}
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

function targetWords({ target_minutes, calendar }: Wire<SlaExplanation>["answered_responses"][number]) {
  if (target_minutes === null) return "No policy gave a target";
  const hours = calendar ? `by “${calendar.name}” (${calendar.time_zone})` : "every hour counted";
  return `Target ${minutesWords(target_minutes)}, ${hours}`;
}

function Escalations({ explanation }: { explanation: Wire<SlaExplanation> }) {
  const { timeZone } = usePreferences();
  const { escalations, next_escalation_at: next } = explanation;
  if (escalations.length === 0 && !next) return null;
  return (
    <div className="px-3 py-2.5">
      <h4 className="text-sm font-medium">Escalations</h4>
      <ol className="mt-1 grid gap-0.5 text-sm">
        {escalations.map(({ level, old_role, new_role, is_chain_end, created_at }) => (
          <li key={level} className="flex items-baseline gap-2">
            <span className="shrink-0 text-muted-foreground">Level {level}</span>
            <span className="min-w-0 flex-1">
              {is_chain_end
                ? "The chain had no further role: the owner stayed."
                : `${old_role ? roleName(old_role) : "Nobody"} → ${new_role ? roleName(new_role) : "nobody"}`}
            </span>
            <time
              dateTime={created_at}
              className="tabular shrink-0 text-xs text-muted-foreground"
              {...tooltip(formatInstant(created_at, timeZone))}
            >
              {formatMinute(created_at, timeZone)}
            </time>
          </li>
        ))}
      </ol>
      {next && (
        <p className="mt-1 text-xs text-muted-foreground">
          Next level at {formatMinute(next, timeZone)}, unless somebody resolves it before.
        </p>
      )}
    </div>
  );
}
