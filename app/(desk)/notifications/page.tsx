import type { Metadata } from "next";
import { NotificationsPage } from "@/components/notifications/notifications-page";
import { NoPermission } from "@/components/shared/no-permission";
import { listNotifications } from "@/lib/notifications/list-notifications";
import { listNotificationsQuery } from "@/lib/notifications/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Notifications" };

type Props = { searchParams: Promise<{ unread?: string }> };

export default async function NotificationListPage({ searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("notifications:read");
  if (!isAllowed) return <NoPermission act="read notifications" />;
  const isUnreadOnly = (await searchParams).unread === "true";
  const query = listNotificationsQuery.parse({ limit: 50, ...(isUnreadOnly && { unread: "true" }) });
  const page = await withOrganization(actor, (ctx) => listNotifications(ctx, query));
  return <NotificationsPage key={String(isUnreadOnly)} initial={toWire(page)} isUnreadOnly={isUnreadOnly} />;
}
