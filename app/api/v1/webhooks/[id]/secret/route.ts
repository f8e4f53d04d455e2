import { handle } from "@/lib/platform/handle";
import { webhooksApi } from "@/lib/webhooks/api";
import { rotateSecret } from "@/lib/webhooks/rotate-secret";

export const POST = handle(webhooksApi.rotateSecret, ({ ctx, params }) => rotateSecret(ctx, params.id));
