import { closuresApi } from "@/lib/closures/api";
import { openClosedTickets } from "@/lib/closures/open-closed-tickets";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.ticketsFile, ({ ctx, query }) => openClosedTickets(ctx, query));
