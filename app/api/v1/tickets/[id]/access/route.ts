import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { openSensitiveTicket } from "@/lib/tickets/open-sensitive-ticket";

export const POST = handle(ticketsApi.openSensitive, ({ ctx, params, body }) =>
  openSensitiveTicket(ctx, params.id, body.reason),
);
