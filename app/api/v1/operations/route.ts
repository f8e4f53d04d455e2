import { operationsApi } from "@/lib/operations/api";
import { getOverview } from "@/lib/operations/get-overview";
import { handle } from "@/lib/platform/handle";

export const GET = handle(operationsApi.overview, ({ ctx }) => getOverview(ctx));
