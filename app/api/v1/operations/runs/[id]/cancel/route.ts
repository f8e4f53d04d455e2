import { operationsApi } from "@/lib/operations/api";
import { cancelRun } from "@/lib/operations/cancel-run";
import { handle } from "@/lib/platform/handle";

export const POST = handle(operationsApi.cancelRun, ({ ctx, params }) => cancelRun(ctx, params.id));
