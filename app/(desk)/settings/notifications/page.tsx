import type { Metadata } from "next";
import { NotificationSettings } from "@/components/notifications/settings-page";
import { NoPermission } from "@/components/shared/no-permission";
import { getPreferences } from "@/lib/notifications/get-preferences";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Notification settings" };

export default async function NotificationSettingsPage() {
  const { actor, isAllowed } = await requireActor("notifications:write");
  if (!isAllowed) return <NoPermission act="choose notifications" />;
  const { data } = await withOrganization(actor, getPreferences);
  return <NotificationSettings initial={toWire(data)} />;
}
