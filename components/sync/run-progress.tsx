"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Hourglass } from "lucide-react";
import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { syncApi } from "@/lib/sync/api";
import { formatCount, formatDuration } from "../shared/format-time";
import { RelativeTime } from "../shared/relative-time";
import { useNow } from "../shared/use-now";
import { Button } from "../ui/button";
import { Progress } from "../ui/progress";
import { toast } from "../ui/toast";
import { messageOf, type Run, syncKey } from "./sync-queries";
import { kindNames, phaseWords, secondsWords, triggerWords } from "./sync-words";

export interface RunProgressProps {
  run: Run;
  mayCancel: boolean;
}

/** A run under way: how far it is, how fast, and what holds it up. */
export function RunProgress({ run, mayCancel }: RunProgressProps) {
  const title = `${kindNames[run.kind]} · ${run.connection_name}`;
  const total = run.expected_count;
  return (
    <section aria-label={title} className="grid gap-3 rounded-lg border bg-surface p-4 shadow-raised">
      <header className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h3 className="truncate text-base font-semibold">{title}</h3>
          <p role="status" className="text-sm text-muted-foreground">
            {phaseWords[run.phase]}, started{" "}
            {run.requested_by_name ? `by ${run.requested_by_name}` : triggerWords[run.trigger]}
          </p>
        </div>
        {mayCancel && <CancelButton run={run} />}
      </header>
      <Progress
        label={title}
        value={total ? Math.min(run.read_count, total) : undefined}
        max={total ?? undefined}
      />
      <dl className="tabular flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <Figure
          name="tickets"
          value={
            total
              ? `${formatCount(run.read_count)} of ${formatCount(Math.max(total, run.read_count))}`
              : formatCount(run.read_count)
          }
        />
        <Figure name={run.page_count === 1 ? "page" : "pages"} value={formatCount(run.page_count)} />
        <Figure name={run.call_count === 1 ? "call" : "calls"} value={formatCount(run.call_count)} />
        {run.tickets_per_second !== null && run.tickets_per_second > 0 && (
          <Figure {...rateOf(run.tickets_per_second)} />
        )}
        {run.seconds_left !== null && <Figure name="left" value={formatDuration(run.seconds_left * 1000)} />}
        {run.failed_count > 0 && <Figure name="failed" value={formatCount(run.failed_count)} isBad />}
      </dl>
      <Standstill run={run} />
      {run.throttled_seconds >= 1 && (
        <p className="flex items-center gap-1.5 text-sm text-warning-text">
          <Hourglass aria-hidden className="size-4 shrink-0" />
          Waited {secondsWords(run.throttled_seconds)} for the vendor's limit so far.
        </p>
      )}
    </section>
  );
}

/** Progress is told by the batch; longer than a batch takes, something holds it up. */
const patienceMs = 90_000;

function Standstill({ run }: { run: Run }) {
  const now = useNow();
  const since = run.progressed_at ?? run.started_at;
  if (run.status !== "running" || !since || now - Date.parse(since) < patienceMs) return null;
  return (
    <p className="flex items-start gap-1.5 text-sm text-warning-text">
      <Hourglass aria-hidden className="mt-0.5 size-4 shrink-0" />
      <span>
        Last progress <RelativeTime instant={since} />: the desk is slow, holds calls back or answers with
        errors. Docket goes on trying.
      </span>
    </p>
  );
}

function CancelButton({ run }: { run: Run }) {
  const client = useQueryClient();
  const [isBusy, setIsBusy] = useState(false);
  const cancel = async () => {
    setIsBusy(true);
    try {
      await call<typeof syncApi.cancelRun>("POST", "/sync-runs/{id}/cancel", { params: { id: run.id } });
      toast.success("Cancelled. What was read stays.");
    } catch (error) {
      toast.error(messageOf(error));
    }
    await client.invalidateQueries({ queryKey: syncKey });
    setIsBusy(false);
  };
  return (
    <Button size="sm" isLoading={isBusy} onClick={cancel}>
      Cancel
    </Button>
  );
}

function rateOf(perSecond: number): { name: string; value: string } {
  return perSecond >= 1
    ? { name: "per second", value: formatCount(Math.round(perSecond)) }
    : { name: "per minute", value: formatCount(Math.max(1, Math.round(perSecond * 60))) };
}

function Figure({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div className="flex items-baseline gap-1">
      <dd className={isBad ? "font-medium text-danger-text" : "font-medium"}>{value}</dd>
      <dt className="text-muted-foreground">{name}</dt>
    </div>
  );
}
