import type { Answer, Wire } from "@/lib/platform/api-client";
import type { ticketsApi } from "@/lib/tickets/api";
import type { TicketRow } from "@/lib/tickets/schema";

export type TicketRowWire = Wire<TicketRow>;
export type TicketListWire = Answer<typeof ticketsApi.list>;

/** Two screens: small enough for the first HTML, large enough to stay ahead of a scrolling hand. */
export const PAGE_SIZE = 60;

/** The first page as the server rendered it, with the list it answers. */
export interface InitialTickets {
  listKey: string;
  page: TicketListWire;
}

/** What the signed-in person's role may do at all; single rows are refused by the server, with the reason. */
export interface ListPermissions {
  isStaff: boolean;
  update: boolean;
  create: boolean;
  assign: boolean;
  take: boolean;
  escalate: boolean;
  resolve: boolean;
  close: boolean;
  reply: boolean;
  note: boolean;
  bulk: boolean;
  import: boolean;
  export: boolean;
  writeViews: boolean;
  publishViews: boolean;
}

export interface ListViewer {
  id: string;
  role: string;
  permissions: ListPermissions;
}
