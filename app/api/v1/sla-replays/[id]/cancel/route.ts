import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { cancelReplay } from "@/lib/sla/cancel-replay";

export const POST = handle(slaApi.cancelReplay, ({ ctx, params }) => cancelReplay(ctx, params.id));
