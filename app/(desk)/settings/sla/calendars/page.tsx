import type { Metadata } from "next";
import { NoPermission } from "@/components/shared/no-permission";
import { CalendarsPage } from "@/components/sla/calendars-page";
import { toWire } from "@/lib/platform/api-client";
import { withOrganization } from "@/lib/platform/organization";
import { hasPermission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listCalendars } from "@/lib/sla/list-calendars";

export const metadata: Metadata = { title: "SLA calendars" };

export default async function SlaCalendarsPage() {
  const { actor, isAllowed } = await requireActor("sla:read");
  if (!isAllowed) return <NoPermission act="see business calendars" />;
  const { data } = await withOrganization(actor, (ctx) => listCalendars(ctx));
  return (
    <CalendarsPage
      initial={toWire(data)}
      organizationZone={actor.timeZone}
      canWrite={hasPermission(actor, "sla:write")}
    />
  );
}
