import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { createWebhook } from "@/lib/webhooks/create-webhook";
import { listWebhooks } from "@/lib/webhooks/list-webhooks";

export const GET = handle(webhooksApi.list, ({ ctx }) => listWebhooks(ctx));
export const POST = handle(webhooksApi.create, ({ ctx, body }) => createWebhook(ctx, body));
