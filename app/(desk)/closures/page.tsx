import type { Metadata } from "next";
import { closureFilters, readClosuresAddress, seriesStep } from "@/components/closures/closures-address";
import { ClosuresPage } from "@/components/closures/closures-page";
import { NoPermission } from "@/components/shared/no-permission";
import { PageFrame } from "@/components/shared/page-frame";
import { getClosureHealth } from "@/lib/closures/get-closure-health";
import { getClosureSeries } from "@/lib/closures/get-closure-series";
import { getClosures } from "@/lib/closures/get-closures";
import { getHeatMap } from "@/lib/closures/get-heat-map";
import { closureSeriesQuery, closuresQuery, heatMapQuery } from "@/lib/closures/schema";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

export const metadata: Metadata = { title: "Closures" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function ClosuresRoute({ searchParams }: Props) {
  const { actor, isAllowed } = await requireActor("closures:read");
  if (!isAllowed)
    return (
      <PageFrame title="Closures">
        <NoPermission act="see who closed what" />
      </PageFrame>
    );
  const start = readClosuresAddress(await searchParams);
  const filters = closureFilters(start);
  const initial = await withOrganization(actor, async (ctx) => {
    const compare = start.isCompared;
    const closures = await getClosures(ctx, closuresQuery.parse({ ...filters, compare }));
    const series = await getClosureSeries(
      ctx,
      closureSeriesQuery.parse({ ...filters, compare, by: seriesStep(start) }),
    );
    const heat = await getHeatMap(ctx, heatMapQuery.parse(filters));
    const health = await getClosureHealth(ctx);
    return { closures: closures.data, series: series.data, heat: heat.data, health: health.data };
  });
  return (
    <ClosuresPage start={start} initial={toWire(initial)} mayLink={hasPermission(actor, "closures:write")} />
  );
}
