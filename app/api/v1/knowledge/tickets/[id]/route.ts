import { knowledgeApi } from "@/lib/knowledge/api";
import { downloadTicket } from "@/lib/knowledge/download-ticket";
import { handle } from "@/lib/platform/handle";

export const GET = handle(knowledgeApi.ticket, ({ ctx, params, query }) =>
  downloadTicket(ctx, params.id, query),
);
