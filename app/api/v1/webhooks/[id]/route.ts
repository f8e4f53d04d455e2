import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { deleteWebhook } from "@/lib/webhooks/delete-webhook";
import { getWebhook } from "@/lib/webhooks/get-webhook";
import { updateWebhook } from "@/lib/webhooks/update-webhook";

export const GET = handle(webhooksApi.get, ({ ctx, params }) => getWebhook(ctx, params.id));
export const PATCH = handle(webhooksApi.update, ({ ctx, params, body }) =>
  updateWebhook(ctx, params.id, body),
);
export const DELETE = handle(webhooksApi.delete, ({ ctx, params }) => deleteWebhook(ctx, params.id));
