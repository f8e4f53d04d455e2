import { closuresApi } from "@/lib/closures/api";
import { getClosures } from "@/lib/closures/get-closures";
import { handle } from "@/lib/platform/handle";

export const GET = handle(closuresApi.get, ({ ctx, query }) => getClosures(ctx, query));
