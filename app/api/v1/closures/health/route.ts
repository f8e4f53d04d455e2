import { closuresApi } from "@/lib/closures/api";
import { getClosureHealth } from "@/lib/closures/get-closure-health";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.health, ({ ctx }) => getClosureHealth(ctx));
