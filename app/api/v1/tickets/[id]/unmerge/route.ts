import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { undoMerge } from "@/lib/tickets/undo-merge";

export const POST = handle(ticketsApi.undoMerge, ({ ctx, params, body }) =>
  undoMerge(ctx, params.id, body.reason),
);
