import type { Metadata } from "next";
import { ExportsPage } from "@/components/exports/exports-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { listExports } from "@/lib/exports/list-exports";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsRoute() {
  const { actor, isAllowed } = await requireActor("tickets:export");
  if (!isAllowed)
    return (
      <PageFrame title="Exports">
        <NoPermission act="export tickets" />
      </PageFrame>
    );
  const exports = await withOrganization(actor, (ctx) => listExports(ctx, { limit: 50 }));
  return <ExportsPage initial={toWire(exports)} />;
}
