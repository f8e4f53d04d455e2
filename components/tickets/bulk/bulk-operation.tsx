"use client";

import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { bulkApi } from "@/lib/bulk/api";
import type { BulkOperation } from "@/lib/bulk/schema";
import { type Answer, call, type Wire } from "@/lib/platform/api-client";
import { minimumReasonLength } from "@/lib/tickets/status";
import { ConfirmDialog } from "../../shared/confirm-dialog";
import { useChanges } from "../../shared/live";
import { ProgressCard } from "../../shared/progress-card";
import { Badge } from "../../ui/badge";
import { Button } from "../../ui/button";
import { Dialog, DialogBody, DialogContent, DialogFooter } from "../../ui/dialog";
import { Skeleton } from "../../ui/skeleton";
import { toast } from "../../ui/toast";
import { countWords } from "../ticket-list/words";
import { failureText } from "../ticket-queries";
import { doneWords } from "./bulk-actions";

export type OperationData = Wire<BulkOperation>;

/** Live changes tell at once; this is for when the connection is down. */
const POLL_MS = 2_000;

export interface BulkOperationProps {
  id: string;
  /** The answer of the start, so that nothing flickers. */
  initial?: OperationData;
  /** Closed but running, it goes on; the caller keeps a way back to it. */
  onHide: () => void;
  /** Finished and closed. */
  onClose: () => void;
  onUndo: (operation: OperationData) => void;
}

export function useOperation(id: string | null, initial?: OperationData) {
  const client = useQueryClient();
  const queryKey = ["bulk-operation", id];
  useChanges((events) => {
    if (id !== null && events.some(({ name, data }) => data.operation_id === id || name === "resync"))
      void client.invalidateQueries({ queryKey });
  });
  return useQuery({
    queryKey,
    enabled: id !== null,
    initialData: initial?.id === id ? initial : undefined,
    queryFn: async ({ signal }): Promise<OperationData> =>
      (await call<typeof bulkApi.get>("GET", "/bulk/{id}", { params: { id: id ?? "" }, signal })).data,
    refetchInterval: ({ state }) => (state.data && !isRunning(state.data) ? false : POLL_MS),
  });
}

export function isRunning({ status }: Pick<OperationData, "status">): boolean {
  return status === "pending" || status === "running";
}

/** Progress while it runs, then the result of every ticket, with undo. */
export function BulkOperationDialog({ id, initial, onHide, onClose, onUndo }: BulkOperationProps) {
  const { data: operation, error } = useOperation(id, initial);
  const [isUndoing, setIsUndoing] = useState(false);
  const isLive = operation === undefined || isRunning(operation);
  const close = () => (isLive && !error ? onHide() : onClose());
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && close()}>
      <DialogContent title={isLive ? "Changing tickets" : "Result"} width="lg">
        <DialogBody className="grid content-start gap-4">
          {error && !operation && (
            <p role="alert" className="text-sm text-danger-text">
              {failureText(error)}
            </p>
          )}
          {operation && <Progress operation={operation} />}
          {operation && !isLive && <Results operation={operation} />}
        </DialogBody>
        <DialogFooter>
          {operation && !isLive && !operation.undo_of_id && operation.succeeded > 0 && (
            <span className="mr-auto flex items-center gap-3">
              <Button disabled={operation.undo_refused_because !== null} onClick={() => setIsUndoing(true)}>
                Undo
              </Button>
              <span className="text-xs text-muted-foreground">{operation.undo_refused_because}</span>
            </span>
          )}
          <Button variant="primary" onClick={close}>
            {isLive ? "Go on in the background" : "Done"}
          </Button>
        </DialogFooter>
      </DialogContent>
      {operation && (
        <UndoDialog operation={operation} isOpen={isUndoing} onOpenChange={setIsUndoing} onUndo={onUndo} />
      )}
    </Dialog>
  );
}

function Progress({ operation }: { operation: OperationData }) {
  const client = useQueryClient();
  const { id, status, total, succeeded, failed, undone, started_at, completed_at } = operation;
  const done = succeeded + failed;
  const cancel = useMutation({
    mutationFn: () => call<typeof bulkApi.cancel>("POST", "/bulk/{id}/cancel", { params: { id } }),
    onSuccess: ({ data }) => client.setQueryData(["bulk-operation", id], data),
    onError: (error) => toast.error("The operation goes on", { description: failureText(error) }),
  });
  const seconds = started_at
    ? (Date.parse(completed_at ?? new Date().toISOString()) - Date.parse(started_at)) / 1000
    : 0;
  const title = operation.undo_of_id
    ? `${countWords(succeeded, "ticket")} put back`
    : `${doneWords(operation.action, succeeded)}${undone > 0 ? `, ${undone} of them undone` : ""}`;
  return (
    <ProgressCard
      title={title}
      unit="tickets"
      done={done}
      total={total}
      failed={failed}
      ratePerSecond={isRunning(operation) && seconds > 1 ? done / seconds : null}
      status={progressStatus(operation, cancel.isPending)}
      detail={
        operation.error_message ??
        (status === "completed" && failed > 0 ? `${countWords(failed, "ticket")} left unchanged` : null)
      }
      onCancel={() => cancel.mutate()}
    />
  );
}

function progressStatus({ status }: OperationData, isCancelling: boolean) {
  if (status === "pending") return "queued";
  if (status === "running") return isCancelling ? "cancelling" : "running";
  return status === "completed" ? "finished" : status;
}

const resultTones = {
  succeeded: "success",
  failed: "danger",
  undone: "neutral",
  cancelled: "neutral",
  pending: "neutral",
} as const;

function Results({ operation }: { operation: OperationData }) {
  const [isOnlyFailed, setIsOnlyFailed] = useState(operation.failed > 0);
  const items = useInfiniteQuery({
    queryKey: ["bulk-items", operation.id, operation.undone, isOnlyFailed],
    queryFn: ({ pageParam, signal }) =>
      call<typeof bulkApi.listItems>("GET", "/bulk/{id}/items", {
        params: { id: operation.id },
        query: { limit: 100, cursor: pageParam, result: isOnlyFailed ? "failed" : undefined },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: Answer<typeof bulkApi.listItems>) => page.pagination.next_cursor ?? undefined,
  });
  const rows = items.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section aria-label="Result of each ticket" className="grid gap-2">
      {operation.failed > 0 && (
        <div className="flex gap-1">
          <Button
            size="xs"
            variant={isOnlyFailed ? "secondary" : "ghost"}
            onClick={() => setIsOnlyFailed(true)}
          >
            Unchanged
          </Button>
          <Button
            size="xs"
            variant={isOnlyFailed ? "ghost" : "secondary"}
            onClick={() => setIsOnlyFailed(false)}
          >
            All
          </Button>
        </div>
      )}
      <ul aria-busy={items.isPending} className="min-h-9 divide-y rounded-md border text-sm">
        {items.isPending && (
          <li className="flex h-9 items-center px-3">
            <Skeleton className="w-2/3" />
          </li>
        )}
        {rows.map(({ position, ticket_id, number, title, result, message }) => (
          <li key={position} className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-0.5 px-3 py-1.5">
            <span className="tabular text-muted-foreground">{number ?? ticket_id.slice(-6)}</span>
            <span className="min-w-0 flex-1 truncate">{title ?? "Not found"}</span>
            <Badge tone={resultTones[result]}>{resultWords[result]}</Badge>
            {message && <span className="w-full text-xs text-muted-foreground">{message}</span>}
          </li>
        ))}
      </ul>
      {items.hasNextPage && (
        <Button
          size="sm"
          variant="ghost"
          isLoading={items.isFetchingNextPage}
          onClick={() => items.fetchNextPage()}
        >
          Show more
        </Button>
      )}
    </section>
  );
}

const resultWords = {
  succeeded: "Changed",
  failed: "Unchanged",
  undone: "Undone",
  cancelled: "Cancelled",
  pending: "Waiting",
} as const;

interface UndoDialogProps {
  operation: OperationData;
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  onUndo: (operation: OperationData) => void;
}

function UndoDialog({ operation, isOpen, onOpenChange, onUndo }: UndoDialogProps) {
  return (
    <ConfirmDialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={`Put ${countWords(operation.succeeded - operation.undone, "ticket")} back?`}
      confirmLabel="Put tickets back"
      reasonMinLength={minimumReasonLength}
      onConfirm={async (reason) => {
        const { data } = await call<typeof bulkApi.undo>("POST", "/bulk/{id}/undo", {
          params: { id: operation.id },
          body: { reason },
        });
        onUndo(data);
      }}
    >
      Tickets that someone has touched since stay as they are, and are listed with the result.
    </ConfirmDialog>
  );
}
