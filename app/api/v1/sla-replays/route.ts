import { handle } from "@/lib/platform/handle";
import { slaApi } from "@/lib/sla/api";
import { replaySla } from "@/lib/sla/replay-sla";

export const POST = handle(slaApi.replay, ({ ctx, body }) => replaySla(ctx, body));
