import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { getTicket } from "@/lib/tickets/get-ticket";
import { updateTicket } from "@/lib/tickets/update-ticket";

export const GET = handle(ticketsApi.get, ({ ctx, params }) => getTicket(ctx, params.id));
export const PATCH = handle(ticketsApi.update, ({ ctx, params, body, ifMatch }) =>
  updateTicket(ctx, params.id, body, ifMatch),
);
