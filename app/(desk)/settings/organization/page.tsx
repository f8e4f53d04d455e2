import type { Metadata } from "next";
import { OrganizationPage } from "@/components/people/organization-page";
import { NoPermission } from "@/components/shared/no-permission";
import { getOrganization } from "@/lib/people/get-organization";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Organization" };

export default async function OrganizationSettingsPage() {
  const { actor, isAllowed } = await requireActor("organization:write");
  if (!isAllowed) return <NoPermission act="change the organization" />;
  const { data } = await withOrganization(actor, getOrganization);
  return <OrganizationPage initial={toWire(data)} />;
}
