import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { SyncPage } from "@/components/sync/sync-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listConnections } from "@/lib/sync/connections/list-connections";
import { listRuns } from "@/lib/sync/list-runs";
import { listRunsQuery } from "@/lib/sync/schema";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncRoute() {
  const { actor, isAllowed } = await requireActor("sync:read");
  if (!isAllowed)
    return (
      <PageFrame title="Sync">
        <NoPermission act="see the sync with other desks" />
      </PageFrame>
    );
  const open = listRunsQuery.parse({ status: ["queued", "running"], limit: 20 });
  const initial = await withOrganization(actor, async (ctx) => ({
    connections: (await listConnections(ctx)).data,
    openRuns: (await listRuns(ctx, open)).data,
  }));
  return <SyncPage initial={toWire(initial)} mayWrite={hasPermission(actor, "sync:write")} />;
}
