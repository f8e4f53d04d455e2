import type { ReactNode } from "react";
import { DeskShell } from "@/components/desk/desk-shell";
import { TicketActions } from "@/components/tickets/ticket-actions";
import type { ViewData } from "@/components/tickets/views/views-query";
import { toWire } from "@/lib/platform/api-client";
import { logger } from "@/lib/platform/logger";
import { type Actor, withOrganization } from "@/lib/platform/organization";
import { hasPermission, isStaff } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listViews } from "@/lib/views/list-views";
import { deskNavigation } from "./navigation";

// Live positions follow the database's clock, this machine's may be ahead; being told twice costs nothing.
const clockSkewMs = 5_000;

/** The frame of every signed-in page. Authorization is each page's own: layouts never decide it. */
export default async function DeskLayout({ children }: { children: ReactNode }) {
  const liveSince = Date.now() - clockSkewMs;
  const actor = await requireActor();
  const user = {
    id: actor.userId ?? "",
    name: actor.name,
    email: actor.email,
    role: actor.role.replaceAll("_", " "),
    organization_name: actor.organizationName,
    time_zone: actor.timeZone,
  };
  return (
    <DeskShell user={user} nav={deskNavigation(actor)} views={await loadViews(actor)} liveSince={liveSince}>
      {children}
      <TicketActions
        viewer={{ id: user.id, name: actor.name, role: actor.role, is_staff: isStaff(actor.role) }}
      />
    </DeskShell>
  );
}

/** For the rail; without them it says nothing, and the pages stand. Null for roles that have none. */
async function loadViews(actor: Actor): Promise<ViewData[] | null> {
  if (!hasPermission(actor, "views:read")) return null;
  try {
    return await withOrganization(actor, async (ctx) => toWire((await listViews(ctx)).data));
  } catch (error) {
    logger.error({ err: error }, "The saved views were not rendered");
    return [];
  }
}
