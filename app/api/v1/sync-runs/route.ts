import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { listRuns } from "@/lib/sync/list-runs";
import { startRun } from "@/lib/sync/start-run";

export const GET = handle(syncApi.listRuns, ({ ctx, query }) => listRuns(ctx, query));
export const POST = handle(syncApi.startRun, ({ ctx, body }) => startRun(ctx, body));
