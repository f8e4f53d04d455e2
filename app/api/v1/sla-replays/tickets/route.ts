import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { listReplayTickets } from "@/lib/sla/list-replay-tickets";

export const POST = handle(slaApi.replayTickets, ({ ctx, body }) => listReplayTickets(ctx, body));
