import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { listFailures } from "@/lib/sync/list-failures";

export const GET = handle(syncApi.listFailures, ({ ctx, query }) => listFailures(ctx, query));
