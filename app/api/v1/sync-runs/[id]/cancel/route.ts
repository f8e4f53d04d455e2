import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { cancelRun } from "@/lib/sync/cancel-run";

export const POST = handle(syncApi.cancelRun, ({ ctx, params }) => cancelRun(ctx, params.id));
