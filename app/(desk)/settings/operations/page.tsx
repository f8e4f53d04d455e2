import type { Metadata } from "next";
import { OperationsPage } from "@/components/operations/operations-page";
import { NoPermission } from "@/components/shared/no-permission";
import { getOverview } from "@/lib/operations/get-overview";
import { listFunctions } from "@/lib/operations/list-functions";
import { listRuns } from "@/lib/operations/list-runs";
import { listRunsQuery, runStatuses } from "@/lib/operations/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Operations" };

export default async function OperationsSettingsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | undefined>>;
}) {
  const { actor, isAllowed } = await requireActor("operations:manage");
  if (!isAllowed) return <NoPermission act="watch background work" />;
  const { function: fn = "", status = "", run = null, tab } = await searchParams;
  const filters = { fn, status: runStatuses.find((known) => known === status) ?? ("" as const) };
  const initial = await withOrganization(actor, async (ctx) => ({
    overview: await getOverview(ctx),
    functions: await listFunctions(ctx),
    runs: await listRuns(
      ctx,
      listRunsQuery.parse({
        limit: 50,
        function_id: filters.fn || undefined,
        status: filters.status || undefined,
      }),
    ),
  }));
  return (
    <OperationsPage
      initial={toWire(initial)}
      start={{ filters, run, tab: tab === "functions" ? "functions" : "runs" }}
    />
  );
}
