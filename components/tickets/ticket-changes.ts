import type { Wire } from "@/lib/platform/api-client";
import type { TicketRow } from "@/lib/tickets/schema";

export type TicketRowData = Wire<TicketRow>;
export type TicketPatch = Partial<TicketRowData> & { id: string };

type Listener = (patch: TicketPatch) => void;

const listeners = new Set<Listener>();

/** A dialog or the drawer changed a ticket, optimistically or for certain; lists patch the row in place. */
export function announceTicketChange(patch: TicketPatch): void {
  for (const listener of listeners) listener(patch);
}

export function onTicketChange(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
