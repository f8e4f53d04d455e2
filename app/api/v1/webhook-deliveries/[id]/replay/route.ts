import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { replayDelivery } from "@/lib/webhooks/replay-delivery";

export const POST = handle(webhooksApi.replay, ({ ctx, params }) => replayDelivery(ctx, params.id));
