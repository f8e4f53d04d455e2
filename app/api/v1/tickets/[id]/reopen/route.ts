import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { transitionTicket } from "@/lib/tickets/transition-ticket";

export const POST = handle(ticketsApi.reopen, ({ ctx, params, body }) =>
  transitionTicket(ctx, params.id, { ...body, status: "REOPENED" }),
);
