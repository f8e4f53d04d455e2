import { handle } from "@/lib/platform/handle";
import { ticketsApi } from "@/lib/tickets/api";
import { listCandidates } from "@/lib/tickets/choose-owner";

export const GET = handle(ticketsApi.candidates, async ({ ctx, query }) => ({
  data: await listCandidates(ctx, query.role),
}));
