import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { getTicketSource } from "@/lib/sync/get-ticket-source";

export const GET = handle(syncApi.ticketSource, ({ ctx, params }) => getTicketSource(ctx, params.id));
