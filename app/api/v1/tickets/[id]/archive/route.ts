import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { archiveTicket, restoreTicket } from "@/lib/tickets/archive-ticket";

export const POST = handle(ticketsApi.archive, ({ ctx, params, body }) =>
  archiveTicket(ctx, params.id, body.reason),
);
export const DELETE = handle(ticketsApi.restore, ({ ctx, params }) => restoreTicket(ctx, params.id));
