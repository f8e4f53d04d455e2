import { closuresApi } from "@/lib/closures/api";
import { listPersonTickets } from "@/lib/closures/list-person-tickets";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.personTickets, ({ ctx, params, query }) =>
  listPersonTickets(ctx, params.username, query),
);
