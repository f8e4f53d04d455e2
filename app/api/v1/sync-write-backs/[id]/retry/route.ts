import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { retryWriteBack } from "@/lib/sync/retry-write-back";

export const POST = handle(syncApi.retryWriteBack, ({ ctx, params }) => retryWriteBack(ctx, params.id));
