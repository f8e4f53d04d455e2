import { closuresApi } from "@/lib/closures/api";
import { getClosureSeries } from "@/lib/closures/get-closure-series";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.series, ({ ctx, query }) => getClosureSeries(ctx, query));
