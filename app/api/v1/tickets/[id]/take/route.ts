import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { takeTicket } from "@/lib/tickets/assign-ticket";

export const POST = handle(ticketsApi.take, ({ ctx, params }) => takeTicket(ctx, params.id));
