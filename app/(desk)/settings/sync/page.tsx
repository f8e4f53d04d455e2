import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { ConnectionsPage } from "@/components/sync/connections-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { listConnections } from "@/lib/sync/connections/list-connections";

export const metadata: Metadata = { title: "Sync" };

export default async function SyncSettingsPage() {
  const { actor, isAllowed } = await requireActor("sync:write");
  if (!isAllowed) return <NoPermission act="connect other desks" />;
  return <ConnectionsPage initial={toWire((await withOrganization(actor, listConnections)).data)} />;
}
