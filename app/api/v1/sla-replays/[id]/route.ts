import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { getReplay } from "@/lib/sla/get-replay";

export const GET = handle(slaApi.replay, ({ ctx, params }) => getReplay(ctx, params.id));
