"use client";

import { ConfirmDialog } from "@/components/shared/confirm-dialog";
import { Alert } from "@/components/ui/alert";
import { Dialog, DialogBody, DialogContent } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { useTicketChange } from "../use-ticket-change";
import type { TicketDialogProps } from "./dialog-ticket";

export default function ArchiveDialog({ ticket, onClose }: TicketDialogProps) {
  const change = useTicketChange();
  const params = { id: ticket.id };
  const verb = ticket.archived ? "Restore" : "Archive";

  const confirm = async () => {
    await change({
      ticket,
      optimistic: { archived: !ticket.archived },
      send: () =>
        ticket.archived
          ? call<typeof ticketsApi.restore>("DELETE", "/tickets/{id}/archive", { params })
          : call<typeof ticketsApi.archive>("POST", "/tickets/{id}/archive", { params, body: {} }),
      failure: null,
    });
    toast.success(ticket.archived ? `#${ticket.number} is back` : `#${ticket.number} is archived`);
  };

  const refusal = ticket.refusals.archive;
  if (refusal) {
    return (
      <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
        <DialogContent title={`${verb} #${ticket.number}`} description={ticket.title}>
          <DialogBody className="pb-5">
            <Alert tone="warning">{refusal}</Alert>
          </DialogBody>
        </DialogContent>
      </Dialog>
    );
  }
  return (
    <ConfirmDialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${verb} #${ticket.number}?`}
      confirmLabel={`${verb} ticket`}
      onConfirm={confirm}
    >
      {ticket.archived
        ? "It comes back to the lists with everything in it."
        : "It disappears from every list. Nothing is deleted, and it can be restored from the ticket itself."}
    </ConfirmDialog>
  );
}
