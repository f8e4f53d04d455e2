import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { WebhooksPage } from "@/components/webhooks/webhooks-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { listWebhooks } from "@/lib/webhooks/list-webhooks";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhookSettingsPage() {
  const { actor, isAllowed } = await requireActor("webhooks:write");
  if (!isAllowed) return <NoPermission act="manage webhooks" />;
  return <WebhooksPage initial={toWire(await withOrganization(actor, listWebhooks))} />;
}
