import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NoPermission } from "@/components/shared/no-permission";
import { WebhookPage } from "@/components/webhooks/webhook-page";
import { toWire } from "@/lib/platform/api-client";
import { AppError } from "@/lib/platform/errors";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { uuid } from "@/lib/platform/schema";
import { getWebhook } from "@/lib/webhooks/get-webhook";
import { listDeliveries } from "@/lib/webhooks/list-deliveries";
import { listDeliveriesQuery } from "@/lib/webhooks/schema";

export const metadata: Metadata = { title: "Webhook" };

export default async function WebhookDetailPage({ params }: { params: Promise<{ id: string }> }) {
  const { actor, isAllowed } = await requireActor("webhooks:write");
  if (!isAllowed) return <NoPermission act="manage webhooks" />;
  const { id } = await params;
  if (!uuid.safeParse(id).success) notFound();
  try {
    const { webhook, log } = await withOrganization(actor, async (ctx) => ({
      webhook: (await getWebhook(ctx, id)).data,
      log: await listDeliveries(ctx, id, listDeliveriesQuery.parse({})),
    }));
    return <WebhookPage initial={toWire(webhook)} initialLog={toWire(log)} />;
  } catch (error) {
    if (error instanceof AppError && error.code === "not_found") notFound();
    throw error;
  }
}
