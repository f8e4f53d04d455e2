import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { cancelWriteBack } from "@/lib/sync/cancel-write-back";

export const POST = handle(syncApi.cancelWriteBack, ({ ctx, params }) => cancelWriteBack(ctx, params.id));
