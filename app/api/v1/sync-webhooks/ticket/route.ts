import { handlePublic } from "@/lib/platform/handle-public";
import { syncApi } from "@/lib/sync/api";
import { receiveWebhook } from "@/lib/sync/receive-webhook";

export const POST = handlePublic(syncApi.webhook, ({ ctx, request }) => receiveWebhook(ctx, request));
