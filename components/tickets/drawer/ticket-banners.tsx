"use client";

import { useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useState } from "react";
import { ConfirmDialog } from "@/components/shared/confirm-dialog";

import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { minimumReasonLength } from "@/lib/tickets/status";
import { useTicketAddress } from "../list-position";
import { openTicketAction } from "../ticket-actions";
import { announceTicketChange } from "../ticket-changes";
import { type TicketData, ticketKeys } from "../ticket-queries";

/** States a ticket can be in that change what can be done with it, and the one next step. */
export function TicketBanners({ ticket, mayMerge }: { ticket: TicketData; mayMerge: boolean }) {
  if (ticket.merged_into) return <MergedBanner ticket={ticket} mayMerge={mayMerge} />;
  if (ticket.archived)
    return (
      <Alert
        title="This ticket is archived"
        action={
          !ticket.refusals.archive && (
            <Button size="sm" onClick={() => openTicketAction("archive", [ticket])}>
              Restore
            </Button>
          )
        }
      >
        It is left out of every list, and nothing in it was deleted.
      </Alert>
    );
  // What an external desk has closed, it may also reopen.
  if (ticket.status === "CLOSED" && !ticket.mirror)
    return (
      <Alert
        title="This ticket is closed for good"
        action={
          <Button size="sm" onClick={() => openTicketAction("follow-up", [ticket])}>
            Create a follow-up
          </Button>
        }
      >
        If it comes up again, a follow-up keeps the two connected.
      </Alert>
    );
  return null;
}

function MergedBanner({ ticket, mayMerge }: { ticket: TicketData; mayMerge: boolean }) {
  const client = useQueryClient();
  const addressOf = useTicketAddress();
  const [isAsking, setIsAsking] = useState(false);
  const target = ticket.merged_into;
  if (!target) return null;

  const undo = async (reason: string) => {
    const { data } = await call<typeof ticketsApi.undoMerge>("POST", "/tickets/{id}/unmerge", {
      params: { id: ticket.id },
      body: { reason },
    });
    client.setQueryData(ticketKeys.detail(ticket.id), data);
    void client.invalidateQueries({ queryKey: ticketKeys.all(ticket.id) });
    void client.invalidateQueries({ queryKey: ticketKeys.all(target.id) });
    announceTicketChange({ id: ticket.id, status: data.status, version: data.version });
    toast.success(`#${ticket.number} stands on its own again`);
  };

  return (
    <Alert
      title="This ticket was merged"
      action={
        mayMerge && (
          <Button size="sm" onClick={() => setIsAsking(true)}>
            Undo the merge
          </Button>
        )
      }
    >
      The work goes on in{" "}
      <Link
        href={addressOf(target.number)}
        scroll={false}
        className="font-medium text-primary-text underline underline-offset-3"
      >
        #{target.number} {target.title}
      </Link>
      .
      <ConfirmDialog
        isOpen={isAsking}
        onOpenChange={setIsAsking}
        title={`Undo the merge into #${target.number}`}
        confirmLabel="Undo the merge"
        reasonMinLength={minimumReasonLength}
        onConfirm={undo}
      >
        What was moved comes back to this ticket. Replies written since stay on #{target.number}.
      </ConfirmDialog>
    </Alert>
  );
}
