import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { listDrifts } from "@/lib/sync/list-drifts";

export const GET = handle(syncApi.listDrifts, ({ ctx, query }) => listDrifts(ctx, query));
