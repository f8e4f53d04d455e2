import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { escalateTicket } from "@/lib/tickets/escalate-ticket";

export const POST = handle(ticketsApi.escalate, ({ ctx, params, body }) =>
  escalateTicket(ctx, params.id, body.reason),
);
