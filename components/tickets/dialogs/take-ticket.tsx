"use client";

import { useEffect, useRef } from "react";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { useTicketChange } from "../use-ticket-change";
import type { TicketDialogProps } from "./dialog-ticket";

/** Taking a ticket from one's own queue needs no words, so there is nothing to show. */
export function TakeTicket({ ticket, viewer, onClose }: TicketDialogProps) {
  const change = useTicketChange();
  const hasStarted = useRef(false);

  useEffect(() => {
    if (hasStarted.current) return;
    hasStarted.current = true;
    onClose();
    if (ticket.refusals.take) {
      toast.error(`#${ticket.number} cannot be taken`, { description: ticket.refusals.take });
      return;
    }
    change({
      ticket,
      optimistic: { owner_id: viewer.id, owner_role: viewer.role, owner_name: viewer.name },
      send: () => call<typeof ticketsApi.take>("POST", "/tickets/{id}/take", { params: { id: ticket.id } }),
      failure: `#${ticket.number} is not yours`,
    })
      .then(() => toast.success(`#${ticket.number} is yours`))
      .catch(() => undefined);
  });
  return null;
}
