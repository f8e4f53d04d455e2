import { notificationsApi } from "@/lib/notifications/api";
import { getPreferences } from "@/lib/notifications/get-preferences";
import { updatePreferences } from "@/lib/notifications/update-preferences";
import { handle } from "@/lib/platform/handle";

export const GET = handle(notificationsApi.getPreferences, ({ ctx }) => getPreferences(ctx));
export const PATCH = handle(notificationsApi.updatePreferences, ({ ctx, body }) =>
  updatePreferences(ctx, body),
);
