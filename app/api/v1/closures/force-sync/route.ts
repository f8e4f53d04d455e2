import { closuresApi } from "@/lib/closures/api";
import { requestDailySync } from "@/lib/closures/request-daily-sync";
import { handle } from "@/lib/platform/handle";

export const POST = handle(closuresApi.forceSync, ({ ctx, body }) =>
  requestDailySync(ctx, { ...body, force: true }),
);
