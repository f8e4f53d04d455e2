import type { RemoteConversation, RemoteTicket, RemoteTimeEntry } from "./adapters/adapter";

export type DeletedReason = "missing" | "deleted" | "spam" | "merged";

/** A ticket as far as it was read. Null = not asked for, or it could not be read: what is stored stays. */
export type TicketContent = {
  ticket: RemoteTicket;
  conversations: RemoteConversation[] | null;
  time_entries: RemoteTimeEntry[] | null;
  /** Both of them are as of the ticket's own updated_at, or are not wanted. */
  is_complete: boolean;
  /** Long enough after that instant to hold every change of its second; otherwise the next run reads them again. */
  is_settled: boolean;
  /** Confirmed by a look at the single ticket. */
  deleted_reason: DeletedReason | null;
};

/** The description's HTML stands in a thread that was not read this time: what is stored of it holds. */
export function lacksDescription({ ticket, conversations }: TicketContent): boolean {
  return ticket.is_description_in_thread && conversations === null;
}
