import { closuresApi } from "@/lib/closures/api";
import { listTopPerformers } from "@/lib/closures/list-top-performers";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.topPerformers, ({ ctx, query }) => listTopPerformers(ctx, query));
