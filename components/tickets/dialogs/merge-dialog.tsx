"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { FormField } from "@/components/shared/form-field";
import { ReasonField, reasonProblem } from "@/components/shared/reason-field";
import { Alert } from "@/components/ui/alert";
import { Combobox } from "@/components/ui/combobox";
import type { ComboboxOption } from "@/components/ui/combobox-list";
import { toast } from "@/components/ui/toast";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { ticketAddress } from "../list-position";
import { ticketLoader } from "../option-loaders";
import { announceTicketChange } from "../ticket-changes";
import { ticketKeys } from "../ticket-queries";
import { DialogForm } from "./dialog-form";
import type { TicketDialogProps } from "./dialog-ticket";

export default function MergeDialog({ ticket, onClose }: TicketDialogProps) {
  const client = useQueryClient();
  const router = useRouter();
  const [target, setTarget] = useState<ComboboxOption | null>(null);
  const [reason, setReason] = useState("");

  const merge = async () => {
    if (!target) return;
    const { data } = await call<typeof ticketsApi.merge>("POST", "/tickets/{id}/merge", {
      params: { id: ticket.id },
      body: { target_id: target.value, reason: reason.trim() },
    });
    client.setQueryData(ticketKeys.detail(data.id), data);
    announceTicketChange({ id: ticket.id, status: "CLOSED" });
    void client.invalidateQueries({ queryKey: ticketKeys.all(ticket.id) });
    void client.invalidateQueries({ queryKey: ticketKeys.all(data.id) });
    toast.success(`#${ticket.number} was merged into #${data.number}`, {
      action: {
        label: `Open #${data.number}`,
        onClick: () => router.push(ticketAddress(data.number), { scroll: false }),
      },
    });
  };

  return (
    <DialogForm
      title="Merge into another ticket"
      ticket={ticket}
      submitLabel="Merge ticket"
      problem={target ? reasonProblem(reason) : "Choose the ticket to merge into first."}
      refusal={ticket.refusals.merge}
      onSubmit={merge}
      onClose={onClose}
    >
      <FormField label="Ticket the work goes on in" isRequired>
        <Combobox
          label="Ticket the work goes on in"
          loadOptions={ticketLoader(ticket.id)}
          value={target}
          onValueChange={setTarget}
          placeholder="Find by number or words"
          searchPlaceholder="Number or words"
          emptyText="No open ticket matches."
        />
      </FormField>
      {target && (
        <Alert>
          #{ticket.number} closes and points to the other ticket. Its watchers move along, and so does its
          conversation when both have the same requester. The merge can be undone.
        </Alert>
      )}
      <ReasonField value={reason} onValueChange={setReason} />
    </DialogForm>
  );
}
