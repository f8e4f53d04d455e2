import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { assignTicket } from "@/lib/tickets/assign-ticket";

export const POST = handle(ticketsApi.assign, ({ ctx, params, body }) => assignTicket(ctx, params.id, body));
