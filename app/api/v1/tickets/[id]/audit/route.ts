import { auditApi } from "@/lib/audit/api";
import { listAudit } from "@/lib/audit/list-audit";
import { handle } from "@/lib/platform/handle";
import { loadTicket } from "@/lib/tickets/load-ticket";

export const GET = handle(auditApi.listOfTicket, async ({ ctx, params, query }) => {
  await loadTicket(ctx, params.id);
  return listAudit(ctx, { ...query, ticket_id: params.id });
});
