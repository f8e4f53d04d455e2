import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { retryFailures } from "@/lib/sync/retry-failures";

export const POST = handle(syncApi.retryFailures, ({ ctx, body }) => retryFailures(ctx, body));
