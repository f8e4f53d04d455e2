import { handle } from "@/lib/platform/handle";
import { watchersApi } from "@/lib/watchers/api";
import { unwatchTicket } from "@/lib/watchers/unwatch-ticket";
import { watchTicket } from "@/lib/watchers/watch-ticket";

export const PUT = handle(watchersApi.set, ({ ctx, params, body }) =>
  watchTicket(ctx, params.id, params.user_id, body),
);
export const DELETE = handle(watchersApi.remove, ({ ctx, params }) =>
  unwatchTicket(ctx, params.id, params.user_id),
);
