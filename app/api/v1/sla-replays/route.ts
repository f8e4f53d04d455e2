import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { startReplay } from "@/lib/sla/start-replay";

export const POST = handle(slaApi.startReplay, ({ ctx, body }) => startReplay(ctx, body));
