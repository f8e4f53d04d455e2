import { handle } from "@/lib/platform/handle";
import { pushApi } from "@/lib/push/api";
import { removePushSubscription } from "@/lib/push/remove-push-subscription";

export const DELETE = handle(pushApi.remove, ({ ctx, params }) => removePushSubscription(ctx, params.id));
