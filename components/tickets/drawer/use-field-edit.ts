"use client";

import { useState } from "react";
import { call } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import { type EditConflict, readConflict, sendOnTop } from "../edit-conflict";
import { failureText, type TicketData } from "../ticket-queries";
import { useTicketChange } from "../use-ticket-change";

type EditableField =
  | "title"
  | "description"
  | "tags"
  | "linked_type"
  | "linked_id"
  | "assigned_franchise_id"
  | "requester_id"
  | "sla_due_at";
export type EditableFields = Partial<Pick<TicketData, EditableField>> & {
  /** Some changes must be explained; it goes to the audit log. */
  reason?: string;
};

export interface SaveOptions {
  /** The ticket as it was when the edit began. */
  seen?: TicketData;
  /** What shows with the change before the answer is there: the name behind an id. */
  shown?: Partial<TicketData>;
}

/** Saves one edited field against the version it was read at; a colleague's change is shown, never overwritten. */
export function useFieldEdit(ticket: TicketData) {
  const change = useTicketChange();
  const [conflict, setConflict] = useState<EditConflict | null>(null);
  const [error, setError] = useState<string | null>(null);

  /** True when the text is stored; otherwise `conflict` or `error` says why and the editor keeps it. */
  const save = async (fields: EditableFields, options: SaveOptions = {}): Promise<boolean> => {
    const { seen = ticket, shown } = options;
    const { reason: _reason, ...values } = fields;
    setError(null);
    setConflict(null);
    try {
      await change({
        ticket,
        optimistic: { ...values, ...shown },
        send: () =>
          sendOnTop(seen, (version) =>
            call<typeof ticketsApi.update>("PATCH", "/tickets/{id}", {
              params: { id: ticket.id },
              body: { ...fields, version },
            }),
          ),
        failure: null,
      });
      return true;
    } catch (failure) {
      const found = readConflict(failure, seen);
      if (found) setConflict(found);
      else setError(failureText(failure));
      return false;
    }
  };

  /** Decides for one's own text: it is sent on top of the version that holds the colleague's. */
  const keepMine = (fields: EditableFields, shown?: Partial<TicketData>): Promise<boolean> => {
    const version = conflict?.version ?? ticket.version;
    return save(fields, { seen: { ...ticket, ...theirsOf(conflict), version }, shown });
  };

  const dismiss = () => {
    setConflict(null);
    setError(null);
  };

  return { save, keepMine, dismiss, conflict, error };
}

function theirsOf(conflict: EditConflict | null): EditableFields {
  return Object.fromEntries((conflict?.fields ?? []).map(({ field, theirs }) => [field, theirs]));
}
