import { handle } from "@/lib/platform/handle";
import { watchersApi } from "@/lib/watchers/api";
import { unwatchTicket } from "@/lib/watchers/unwatch-ticket";
import { watchTicket } from "@/lib/watchers/watch-ticket";

export const POST = handle(watchersApi.watch, ({ ctx, params, body }) =>
  watchTicket(ctx, params.id, ctx.actor.userId, body),
);
export const DELETE = handle(watchersApi.unwatch, ({ ctx, params }) =>
  unwatchTicket(ctx, params.id, ctx.actor.userId),
);
