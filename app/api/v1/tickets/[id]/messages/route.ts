import { handle } from "@/lib/platform/handle";
import { addMessage } from "@/lib/tickets/add-message";
import { ticketsApi } from "@/lib/tickets/api";
import { listMessages } from "@/lib/tickets/list-messages";

export const GET = handle(ticketsApi.listMessages, ({ ctx, params, query }) =>
  listMessages(ctx, params.id, query),
);
export const POST = handle(ticketsApi.addMessage, ({ ctx, params, body }) =>
  addMessage(ctx, params.id, body),
);
