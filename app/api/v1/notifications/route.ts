import { notificationsApi } from "@/lib/notifications/api";
import { listNotifications } from "@/lib/notifications/list-notifications";
import { handle } from "@/lib/platform/handle";

export const GET = handle(notificationsApi.list, ({ ctx, query }) => listNotifications(ctx, query));
