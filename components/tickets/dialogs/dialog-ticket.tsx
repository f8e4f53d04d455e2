"use client";

import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ErrorState } from "@/components/shared/error-state";
import { Dialog, DialogBody, DialogContent } from "@/components/ui/dialog";
import { Skeleton } from "@/components/ui/skeleton";
import { ApiError } from "@/lib/platform/api-client";
import { SensitiveGate } from "../drawer/sensitive-gate";
import type { ActionTicket, Viewer } from "../ticket-actions";
import { failureText, requestIdOf, type TicketData, ticketKeys, ticketQuery } from "../ticket-queries";

/** What every dialog of one ticket receives. */
export interface TicketDialogProps {
  ticket: TicketData;
  viewer: Viewer;
  onClose: () => void;
}

interface DialogTicketProps {
  row: ActionTicket;
  onClose: () => void;
  children: (ticket: TicketData) => ReactNode;
}

/** The ticket with everything this person may do to it; a sensitive one asks for the reason first. */
export function DialogTicket({ row, onClose, children }: DialogTicketProps) {
  const client = useQueryClient();
  const { data: ticket, error, isFetching, refetch } = useQuery(ticketQuery(row.id));
  if (ticket) return children(ticket);
  const isWithheld = error instanceof ApiError && error.problem.code === "reason_required";
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent title={`Ticket #${row.number}`} isTitleHidden={isWithheld}>
        {isWithheld ? (
          <SensitiveGate
            ticketId={row.id}
            number={row.number}
            onOpened={(opened) => client.setQueryData(ticketKeys.detail(row.id), opened)}
          />
        ) : error ? (
          <ErrorState
            message={failureText(error)}
            requestId={requestIdOf(error)}
            onRetry={() => void refetch()}
            isRetrying={isFetching}
          />
        ) : (
          <DialogBody className="grid gap-3 pb-6">
            <Skeleton className="w-3/4" />
            <Skeleton className="h-24 w-full" />
          </DialogBody>
        )}
      </DialogContent>
    </Dialog>
  );
}
