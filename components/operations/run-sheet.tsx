"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import type { operationsApi } from "@/lib/operations/api";
import { ApiError, call } from "@/lib/platform/api-client";
import { ConfirmDialog } from "../shared/confirm-dialog";
import { ErrorState } from "../shared/error-state";
import { RelativeTime } from "../shared/relative-time";
import { Badge } from "../ui/badge";
import { Button } from "../ui/button";
import { Sheet, SheetContent } from "../ui/sheet";
import { Skeleton } from "../ui/skeleton";
import { toast } from "../ui/toast";
import { isUnderWay, operationsKey, type RunDetailData, runQuery } from "./operations-queries";
import { scheduleWords, statusTones, statusWords, tookWords } from "./operations-words";
import { RunSteps } from "./run-steps";

export interface RunSheetProps {
  id: string;
  onClose: () => void;
  onOpen: (id: string) => void;
}

/** One run from its event to its end, with what can be done about it. */
export default function RunSheet({ id, onClose, onOpen }: RunSheetProps) {
  const { data, error, refetch, isFetching } = useQuery(runQuery(id));
  const run = data?.data;
  return (
    <Sheet open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <SheetContent title={run?.function_name ?? "Run"} className="sm:max-w-xl">
        <div className="scroll-slim flex-1 overflow-y-auto p-4">
          {run ? (
            <RunDetails run={run} onOpen={onOpen} />
          ) : error ? (
            <ErrorState
              message={error.message}
              requestId={error instanceof ApiError ? error.problem.request_id : null}
              onRetry={() => refetch()}
              isRetrying={isFetching}
            />
          ) : (
            <div aria-busy className="grid gap-3">
              <Skeleton className="h-5 w-48" />
              <Skeleton className="h-24 w-full" />
              <Skeleton className="h-40 w-full" />
            </div>
          )}
        </div>
      </SheetContent>
    </Sheet>
  );
}

function RunDetails({ run, onOpen }: { run: RunDetailData; onOpen: (id: string) => void }) {
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <Badge tone={statusTones[run.status]}>{statusWords[run.status]}</Badge>
        <RunActions run={run} onOpen={onOpen} />
      </div>
      {run.error?.message && (
        <p className="mt-3 rounded-sm bg-danger-soft px-3 py-2 text-sm break-words text-danger-text">
          {run.error.name && run.error.name !== "Error" && `${run.error.name}: `}
          {run.error.message}
        </p>
      )}
      <dl className="mt-4 grid grid-cols-[8rem_1fr] gap-x-3 gap-y-2 text-sm">
        <Fact name="Because of">{run.cron ? scheduleWords(run.cron) : run.event_name}</Fact>
        <Fact name="Started">
          <RelativeTime instant={run.started_at} fallback="Not yet" />
        </Fact>
        {run.ended_at && <Fact name="Took">{tookWords(run.started_at, run.ended_at)}</Fact>}
        {run.next_attempt_at && (
          <Fact name="Next attempt">
            <RelativeTime instant={run.next_attempt_at} />
          </Fact>
        )}
        {run.retry_of && (
          <Fact name="Repeats">
            <button
              type="button"
              className="rounded-xs text-primary-text hover:underline"
              onClick={() => onOpen(run.retry_of ?? run.id)}
            >
              An earlier run
            </button>
          </Fact>
        )}
        <Fact name="Run">
          <code className="font-mono text-xs break-all">{run.id}</code>
        </Fact>
      </dl>
      <h3 className="mt-5 mb-2 text-sm font-semibold">Steps</h3>
      <RunSteps steps={run.steps} />
      {run.is_shared ? (
        <p className="mt-5 text-sm text-muted-foreground">
          This run serves every organization of the installation, so its data is not shown.
        </p>
      ) : (
        <>
          <Json
            title={run.events.length > 1 ? "Events" : "Event"}
            value={run.events.length > 1 ? run.events : run.events[0]}
          />
          {run.status === "completed" && <Json title="Result" value={run.output} />}
        </>
      )}
    </>
  );
}

function RunActions({ run, onOpen }: { run: RunDetailData; onOpen: (id: string) => void }) {
  const client = useQueryClient();
  const [isCancelling, setIsCancelling] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: operationsKey });
  const retry = async () => {
    try {
      const { data } = await call<typeof operationsApi.retryRun>("POST", "/operations/runs/{id}/retry", {
        params: { id: run.id },
      });
      toast.success("Running again");
      onOpen(data.id);
      await refresh();
    } catch (error) {
      toast.error(error instanceof Error ? error.message : "The run could not be repeated.");
    }
  };
  const cancel = async () => {
    await call<typeof operationsApi.cancelRun>("POST", "/operations/runs/{id}/cancel", {
      params: { id: run.id },
    });
    toast.success("The run is cancelled");
    await refresh();
  };
  if (!isUnderWay(run))
    return (
      <Button size="sm" onClick={retry}>
        Run again
      </Button>
    );
  return (
    <>
      <Button size="sm" variant="danger-ghost" onClick={() => setIsCancelling(true)}>
        Cancel run
      </Button>
      <ConfirmDialog
        isOpen={isCancelling}
        onOpenChange={setIsCancelling}
        title={`Cancel this run of ${run.function_name}?`}
        confirmLabel="Cancel run"
        tone="danger"
        onConfirm={cancel}
      >
        The step under way ends by itself and what it did is kept; no further step follows.
      </ConfirmDialog>
    </>
  );
}

function Json({ title, value }: { title: string; value: unknown }) {
  return (
    <>
      <h3 className="mt-5 mb-2 text-sm font-semibold">{title}</h3>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-72 scroll-slim overflow-auto rounded-sm bg-muted p-3 font-mono text-xs"
      >
        {JSON.stringify(value ?? null, null, 2)}
      </pre>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-muted-foreground">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
