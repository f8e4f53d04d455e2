import { notificationsApi } from "@/lib/notifications/api";
import { markRead } from "@/lib/notifications/mark-read";
import { handle } from "@/lib/platform/handle";

export const POST = handle(notificationsApi.markRead, ({ ctx, body }) => markRead(ctx, body));
