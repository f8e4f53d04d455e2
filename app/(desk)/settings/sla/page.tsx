import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { PoliciesPage } from "@/components/sla/policies-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listCalendars } from "@/lib/sla/list-calendars";
import { listSlaPolicies } from "@/lib/sla/list-sla-policies";

export const metadata: Metadata = { title: "SLA policies" };

export default async function SlaPoliciesPage() {
  const { actor, isAllowed } = await requireActor("sla:read");
  if (!isAllowed) return <NoPermission act="see SLA policies" />;
  const { policies, calendars } = await withOrganization(actor, async (ctx) => ({
    policies: await listSlaPolicies(ctx),
    calendars: (await listCalendars(ctx)).data,
  }));
  return (
    <PoliciesPage
      initial={toWire(policies)}
      calendars={toWire(calendars)}
      canWrite={hasPermission(actor, "sla:write")}
    />
  );
}
