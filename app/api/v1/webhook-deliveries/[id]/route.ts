import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { getDelivery } from "@/lib/webhooks/get-delivery";

export const GET = handle(webhooksApi.delivery, ({ ctx, params }) => getDelivery(ctx, params.id));
