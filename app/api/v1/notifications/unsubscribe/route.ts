import { notificationsApi } from "@/lib/notifications/api";
import { unsubscribe } from "@/lib/notifications/unsubscribe";
import { handlePublic } from "@/lib/platform/handle-public";

/** Mail programs post to the link of the e-mail; people who follow it get a page. */
export const GET = handlePublic(
  notificationsApi.openSubscription,
  async ({ query }) =>
    new Response(null, {
      status: 303,
      headers: { location: `/unsubscribe?token=${encodeURIComponent(query.token)}` },
    }),
);
export const POST = handlePublic(notificationsApi.unsubscribe, ({ ctx, query }) => unsubscribe(ctx, query));
