import { operationsApi } from "@/lib/operations/api";
import { retryRun } from "@/lib/operations/retry-run";
import { handle } from "@/lib/platform/handle";

export const POST = handle(operationsApi.retryRun, ({ ctx, params }) => retryRun(ctx, params.id));
