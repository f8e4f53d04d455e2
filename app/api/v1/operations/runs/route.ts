import { operationsApi } from "@/lib/operations/api";
import { listRuns } from "@/lib/operations/list-runs";
import { handle } from "@/lib/platform/handle";

export const GET = handle(operationsApi.listRuns, ({ ctx, query }) => listRuns(ctx, query));
