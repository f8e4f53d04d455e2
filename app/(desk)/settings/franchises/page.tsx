import type { Metadata } from "next";
import { FranchisesPage } from "@/components/people/franchises-page";
import { NoPermission } from "@/components/shared/no-permission";
import { listFranchises } from "@/lib/people/list-franchises";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Franchises" };

export default async function FranchisesSettingsPage() {
  const { actor, isAllowed } = await requireActor("people:read");
  if (!isAllowed) return <NoPermission act="see franchises" />;
  const page = await withOrganization(actor, (ctx) => listFranchises(ctx, { limit: 500 }));
  return <FranchisesPage initial={toWire(page)} canWrite={hasPermission(actor, "people:write")} />;
}
