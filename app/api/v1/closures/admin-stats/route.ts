import { closuresApi } from "@/lib/closures/api";
import { getAdminStats } from "@/lib/closures/get-admin-stats";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.adminStats, ({ ctx }) => getAdminStats(ctx));
