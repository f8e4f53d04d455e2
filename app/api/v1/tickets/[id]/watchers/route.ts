import { handle } from "@/lib/platform/handle";
import { watchersApi } from "@/lib/watchers/api";
import { listWatchers } from "@/lib/watchers/list-watchers";

export const GET = handle(watchersApi.list, ({ ctx, params }) => listWatchers(ctx, params.id));
