import { handle } from "@/lib/platform/handle";
import { addPushSubscription } from "@/lib/push/add-push-subscription";
import { pushApi } from "@/lib/push/api";
import { listPushSubscriptions } from "@/lib/push/list-push-subscriptions";

export const GET = handle(pushApi.list, ({ ctx }) => listPushSubscriptions(ctx));
export const POST = handle(pushApi.add, ({ ctx, body }) => addPushSubscription(ctx, body));
