import { handle } from "@/lib/platform/handle";
import { ticketFiltersApi } from "@/lib/ticket-filters/api";
import { listFilterOptions } from "@/lib/ticket-filters/list-filter-options";

export const GET = handle(ticketFiltersApi.options, async ({ ctx, query }) => ({
  data: await listFilterOptions(ctx, query),
}));
