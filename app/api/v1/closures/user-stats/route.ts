import { closuresApi } from "@/lib/closures/api";
import { getUserStats } from "@/lib/closures/get-user-stats";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.userStats, ({ ctx }) => getUserStats(ctx));
