import { closuresApi } from "@/lib/closures/api";
import { getSyncStatus } from "@/lib/closures/get-sync-status";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.syncStatus, ({ ctx, query }) => getSyncStatus(ctx, query));
