import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { sendTest } from "@/lib/webhooks/send-test";

export const POST = handle(webhooksApi.test, ({ ctx, params }) => sendTest(ctx, params.id));
