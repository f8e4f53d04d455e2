import { closuresApi } from "@/lib/closures/api";
import { getClosureRun } from "@/lib/closures/get-closure-run";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.run, ({ ctx, params }) => getClosureRun(ctx, params.id));
