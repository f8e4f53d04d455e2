import { handle } from "@/lib/platform/handle";
import { syncConnectionsApi } from "@/lib/sync/connections/api";
import { rotateWebhookSecret } from "@/lib/sync/connections/rotate-webhook-secret";

export const POST = handle(syncConnectionsApi.rotateWebhookSecret, ({ ctx, params }) =>
  rotateWebhookSecret(ctx, params.id),
);
