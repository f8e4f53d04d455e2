import { handle } from "@/lib/platform/handle";
import { syncApi } from "@/lib/sync/api";
import { getRun } from "@/lib/sync/get-run";

export const GET = handle(syncApi.getRun, ({ ctx, params }) => getRun(ctx, params.id));
