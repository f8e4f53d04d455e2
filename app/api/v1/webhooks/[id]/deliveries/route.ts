import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";

export const GET = handle(webhooksApi.deliveries, ({ ctx, params, query }) =>
  listDeliveries(ctx, params.id, query),
);
