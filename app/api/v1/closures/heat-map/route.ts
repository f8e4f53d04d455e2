import { closuresApi } from "@/lib/closures/api";
import { getHeatMap } from "@/lib/closures/get-heat-map";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.heatMap, ({ ctx, query }) => getHeatMap(ctx, query));
