import type { Metadata } from "next";
import { ImportsPage } from "@/components/imports/imports-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { listImports } from "@/lib/imports/list-imports";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Import" };

export default async function ImportListPage() {
  const { actor, isAllowed } = await requireActor("tickets:import");
  if (!isAllowed)
    return (
      <PageFrame title="Import">
        <NoPermission act="import tickets" />
      </PageFrame>
    );
  const imports = await withOrganization(actor, (ctx) => listImports(ctx, { limit: 50 }));
  return <ImportsPage initial={toWire(imports)} />;
}
