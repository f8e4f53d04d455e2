import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { mergeTickets } from "@/lib/tickets/merge-tickets";

export const POST = handle(ticketsApi.merge, ({ ctx, params, body }) => mergeTickets(ctx, params.id, body));
