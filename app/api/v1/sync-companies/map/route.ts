import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { mapCompany } from "@/lib/sync/map-company";

export const POST = handle(syncApi.mapCompany, ({ ctx, body }) => mapCompany(ctx, body));
