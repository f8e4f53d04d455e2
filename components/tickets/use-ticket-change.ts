"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { toast } from "@/components/ui/toast";
import { announceTicketChange, type TicketPatch } from "./ticket-changes";
import { failureText, type TicketData, ticketKeys } from "./ticket-queries";

export interface TicketChange {
  ticket: { id: string };
  /** Shown at once, taken back if the server refuses. */
  optimistic: Partial<TicketData>;
  send: () => Promise<{ data: TicketData }>;
  /** Leads the message when it fails: "The title was not changed". Null when the caller tells it. */
  failure: string | null;
}

/** Applies a change to a ticket wherever it is shown, and takes it back with a message if it is refused. */
export function useTicketChange() {
  const client = useQueryClient();
  return useCallback(
    async ({ ticket, optimistic, send, failure }: TicketChange): Promise<TicketData> => {
      const key = ticketKeys.detail(ticket.id);
      await client.cancelQueries({ queryKey: key });
      const before = client.getQueryData<TicketData>(key);
      client.setQueryData<TicketData>(key, (current) => current && { ...current, ...optimistic });
      announceTicketChange({ ...rowFieldsOf(optimistic), id: ticket.id });
      try {
        const { data } = await send();
        client.setQueryData(key, data);
        announceTicketChange(rowFieldsOf(data));
        void client.invalidateQueries({ queryKey: ticketKeys.audit(ticket.id) });
        void client.invalidateQueries({ queryKey: ticketKeys.sla(ticket.id) });
        return data;
      } catch (error) {
        if (before) {
          client.setQueryData(key, before);
          announceTicketChange(rowFieldsOf(before));
        }
        void client.invalidateQueries({ queryKey: key });
        if (failure) toast.error(failure, { description: failureText(error) });
        throw error;
      }
    },
    [client],
  );
}

/** What a list row shows; the rest of a detail would only weigh on it. */
function rowFieldsOf(ticket: Partial<TicketData>): TicketPatch {
  const {
    description: _description,
    moves: _moves,
    refusals: _refusals,
    requester: _requester,
    franchise: _franchise,
    linked_entity: _linkedEntity,
    merged_into: _mergedInto,
    follow_up_of: _followUpOf,
    follow_ups: _followUps,
    merged_tickets: _mergedTickets,
    watcher_count: _watcherCount,
    mirror: _mirror,
    is_watching: _isWatching,
    resolution_summary: _resolutionSummary,
    escalated_from: _escalatedFrom,
    sla_due_is_manual: _slaDueIsManual,
    sla_due_reason: _slaDueReason,
    created_by_name: _createdByName,
    ...row
  } = ticket;
  return { ...row, id: ticket.id ?? "" };
}
