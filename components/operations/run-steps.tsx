"use client";

import { Check, Clock, Hourglass, RotateCw, X } from "lucide-react";
import { RelativeTime } from "../shared/relative-time";
import { cn } from "../ui/cn";
import type { RunDetailData } from "./operations-queries";
import { kindWord, stepWords, tookWords } from "./operations-words";

type Step = RunDetailData["steps"][number];

const icons = { planned: Clock, waiting: Hourglass, retrying: RotateCw, completed: Check, failed: X };
const tones: Record<Step["status"], string> = {
  planned: "text-muted-foreground",
  waiting: "text-info-text",
  retrying: "text-warning-text",
  completed: "text-success-text",
  failed: "text-danger-text",
};

/** Steps in the order in which they ended, those to come last. */
export function RunSteps({ steps }: { steps: Step[] }) {
  if (steps.length === 0)
    return <p className="text-sm text-muted-foreground">No step has ended yet, or the function has none.</p>;
  return (
    <ol className="border-t">
      {steps.map((step) => (
        <StepItem key={step.id} step={step} />
      ))}
    </ol>
  );
}

function StepItem({ step }: { step: Step }) {
  const Icon = icons[step.status];
  return (
    <li className="flex gap-2.5 border-b py-2 text-sm">
      <Icon aria-hidden className={cn("mt-0.5 size-4 shrink-0", tones[step.status])} />
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className="font-medium break-words">{step.name}</span>
          <span className="tabular text-xs text-muted-foreground">
            {tookWords(step.started_at, step.ended_at)}
          </span>
        </div>
        <p className="text-xs text-muted-foreground">
          {stepWords[step.status]} · {kindWord(step.kind)}
          {step.attempt > 1 && ` · attempt ${step.attempt}`}
          {step.due_at && (
            <>
              {" · ends "}
              <RelativeTime instant={step.due_at} />
            </>
          )}
        </p>
        {step.error?.message && (
          <p className="mt-1 text-xs break-words text-danger-text">{step.error.message}</p>
        )}
      </div>
    </li>
  );
}
