import type { Metadata } from "next";
import { MailPage } from "@/components/notifications/mail-page";
import { NoPermission } from "@/components/shared/no-permission";
import { listMails } from "@/lib/notifications/list-mails";
import { listMailsQuery } from "@/lib/notifications/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Mail" };

export default async function MailSettingsPage() {
  const { actor, isAllowed } = await requireActor("mails:read");
  if (!isAllowed) return <NoPermission act="see what was e-mailed" />;
  const page = await withOrganization(actor, (ctx) => listMails(ctx, listMailsQuery.parse({ limit: 50 })));
  return <MailPage initial={toWire(page)} />;
}
