import { operationsApi } from "@/lib/operations/api";
import { getRun } from "@/lib/operations/get-run";
import { handle } from "@/lib/platform/handle";

export const GET = handle(operationsApi.getRun, ({ ctx, params }) => getRun(ctx, params.id));
