import { closuresApi } from "@/lib/closures/api";
import { getClosureStats } from "@/lib/closures/get-closure-stats";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.stats, ({ ctx }) => getClosureStats(ctx));
