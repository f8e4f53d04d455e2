import { closuresApi } from "@/lib/closures/api";
import { requestHourlySync } from "@/lib/closures/request-hourly-sync";
import { handle } from "@/lib/platform/handle";

export const POST = handle(closuresApi.hourlySync, ({ ctx, body }) => requestHourlySync(ctx, body));
