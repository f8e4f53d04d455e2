"use client";

import { Button } from "../ui/button";
import { Progress } from "../ui/progress";
import { formatCount, formatDuration } from "./format-time";

export interface ProgressCardProps {
  title: string;
  /** What is counted: "tickets". */
  unit: string;
  done: number;
  /** Leave out while it is not known. */
  total?: number | null;
  failed?: number;
  ratePerSecond?: number | null;
  status: "queued" | "running" | "paused" | "cancelling" | "cancelled" | "finished" | "failed";
  /** Why it failed or waits. */
  detail?: string | null;
  onCancel?: () => void;
  action?: React.ReactNode;
}

const words: Record<ProgressCardProps["status"], string> = {
  queued: "Waiting for its turn",
  running: "Running",
  paused: "Paused",
  cancelling: "Stopping after the current batch",
  cancelled: "Cancelled",
  finished: "Finished",
  failed: "Failed",
};

export function ProgressCard(props: ProgressCardProps) {
  const { title, unit, done, total, failed = 0, ratePerSecond, status, detail, onCancel, action } = props;
  const isLive = status === "queued" || status === "running" || status === "paused";
  const left = total && ratePerSecond && status === "running" ? (total - done) / ratePerSecond : undefined;
  return (
    <section aria-label={title} className="grid gap-3 rounded-lg border bg-surface p-4 shadow-raised">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <div className="min-w-0">
          <h3 className="truncate text-base font-semibold">{title}</h3>
          <p role="status" className="text-sm text-muted-foreground">
            {words[status]}
            {detail && `: ${detail}`}
          </p>
        </div>
        <div className="flex gap-2">
          {action}
          {onCancel && isLive && (
            <Button size="sm" onClick={onCancel}>
              Cancel
            </Button>
          )}
        </div>
      </header>
      <Progress
        label={title}
        value={status === "finished" ? 1 : total ? done : undefined}
        max={status === "finished" ? 1 : (total ?? undefined)}
        tone={status === "failed" ? "danger" : status === "finished" ? "success" : "primary"}
      />
      <dl className="tabular flex flex-wrap gap-x-6 gap-y-1 text-sm">
        <Fact
          name={unit}
          value={total ? `${formatCount(done)} of ${formatCount(total)}` : formatCount(done)}
        />
        {failed > 0 && <Fact name="failed" value={formatCount(failed)} isBad />}
        {ratePerSecond ? <Fact name="per second" value={formatCount(Math.round(ratePerSecond))} /> : null}
        {left !== undefined && <Fact name="left" value={formatDuration(left * 1000)} />}
      </dl>
    </section>
  );
}

function Fact({ name, value, isBad = false }: { name: string; value: string; isBad?: boolean }) {
  return (
    <div className="flex items-baseline gap-1">
      <dd className={isBad ? "font-medium text-danger-text" : "font-medium"}>{value}</dd>
      <dt className="text-muted-foreground">{name}</dt>
    </div>
  );
}
