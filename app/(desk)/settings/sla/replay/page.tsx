import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { ReplayPage } from "@/components/sla/replay-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { requireActor } from "@/lib/platform/require-actor";
import { uuid } from "@/lib/platform/schema";
import { listCalendars } from "@/lib/sla/list-calendars";
import { listSlaPolicies } from "@/lib/sla/list-sla-policies";

export const metadata: Metadata = { title: "Try an SLA on the past" };

const dayMs = 86_400_000;
const offeredDays = 30;

interface SlaReplayPageProps {
  searchParams: Promise<{ replay?: string | string[] }>;
}

export default async function SlaReplayPage({ searchParams }: SlaReplayPageProps) {
  const { actor, isAllowed } = await requireActor("sla:write");
  if (!isAllowed) return <NoPermission act="try SLA policies" />;
  const { policies, calendars, today } = await withOrganization(actor, async (ctx) => ({
    policies: await listSlaPolicies(ctx),
    calendars: (await listCalendars(ctx)).data,
    today: ctx.now.getTime(),
  }));
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  return (
    <ReplayPage
      policies={toWire(policies)}
      calendars={toWire(calendars)}
      period={{ from: day(today - offeredDays * dayMs), to: day(today) }}
      replayId={uuid.safeParse((await searchParams).replay).data ?? null}
    />
  );
}
