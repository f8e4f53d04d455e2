import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { listWriteBacks } from "@/lib/sync/list-write-backs";

export const GET = handle(syncApi.listWriteBacks, ({ ctx, query }) => listWriteBacks(ctx, query));
