import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { listSyncCompanies } from "@/lib/sync/list-sync-companies";

export const GET = handle(syncApi.listCompanies, ({ ctx, query }) => listSyncCompanies(ctx, query));
