import { closuresApi } from "@/lib/closures/api";
import { openPersonTickets } from "@/lib/closures/open-person-tickets";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.personTicketsFile, ({ ctx, params, query }) =>
  openPersonTickets(ctx, params.username, query),
);
