import { closuresApi } from "@/lib/closures/api";
import { listClosedTickets } from "@/lib/closures/list-closed-tickets";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.tickets, ({ ctx, query }) => listClosedTickets(ctx, query));
