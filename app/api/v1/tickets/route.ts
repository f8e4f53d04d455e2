import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { createTicket } from "@/lib/tickets/create-ticket";
import { listTickets } from "@/lib/tickets/list-tickets";

export const GET = handle(ticketsApi.list, ({ ctx, query }) => listTickets(ctx, query));
export const POST = handle(ticketsApi.create, ({ ctx, body }) => createTicket(ctx, body));
