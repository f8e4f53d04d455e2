import { cookies, headers } from "next/headers";
import type { ReactNode } from "react";
import { NoPermission } from "@/components/shared/no-permission";
import { DrawerHost } from "@/components/tickets/drawer/drawer-host";
import { COLUMN_COOKIE } from "@/components/tickets/ticket-list/column-cookie";
import {
  type ListAddress,
  listKeyOf,
  readAddress,
  toApiQuery,
} from "@/components/tickets/ticket-list/list-address";
import { type FilterLabels, labelKey, missingLabels } from "@/components/tickets/ticket-list/ticket-fields";
import { TicketList } from "@/components/tickets/ticket-list/ticket-list";
import type { ListPermissions } from "@/components/tickets/ticket-list/ticket-list-types";
import { PAGE_SIZE } from "@/components/tickets/ticket-list/ticket-list-types";
import { toWire } from "@/lib/platform/api-client";
import { toAppError } from "@/lib/platform/errors";
import { logger } from "@/lib/platform/logger";
import { type Actor, type Context, withOrganization } from "@/lib/platform/organization";
import { hasPermission, isStaff, type Permission } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listFilterOptions } from "@/lib/ticket-filters/list-filter-options";
import { listTickets } from "@/lib/tickets/list-tickets";
import { listTicketsQuery } from "@/lib/tickets/schema";

/** The list stays mounted under the drawer, whose address is a page below. */
export default async function TicketsLayout({ children }: { children: ReactNode }) {
  const { actor, isAllowed } = await requireActor("tickets:read");
  if (!isAllowed) return <NoPermission act="see tickets" />;
  // Layouts get no search parameters from Next; the server passes the address on.
  const address = readAddress(new URL((await headers()).get("x-docket-path") ?? "/", "http://docket").search);
  const { page, labels } = await loadList(actor, address);
  const viewer = {
    id: actor.userId ?? "",
    name: actor.name,
    role: actor.role,
    is_staff: isStaff(actor.role),
  };
  return (
    <TicketList
      viewer={{ id: actor.userId ?? "", role: actor.role, permissions: listPermissions(actor) }}
      initial={page && { listKey: listKeyOf(address), page: toWire(page) }}
      labels={labels}
      columnCookie={(await cookies()).get(COLUMN_COOKIE)?.value}
    >
      <DrawerHost viewer={viewer} mayMerge={hasPermission(actor, "tickets:merge")}>
        {children}
      </DrawerHost>
    </TicketList>
  );
}

async function loadList(actor: Actor, address: ListAddress) {
  const query = listTicketsQuery.safeParse({ ...toApiQuery(address), limit: PAGE_SIZE });
  try {
    return await withOrganization(actor, async (ctx) => ({
      page: query.success ? await listTickets(ctx, query.data) : null,
      labels: isStaff(actor.role) ? await nameValues(ctx, address) : {},
    }));
  } catch (error) {
    // The browser asks again, and shows what is wrong with a way to retry.
    logger.error({ err: error, code: toAppError(error).code }, "The ticket list was not rendered");
    return { page: null, labels: {} };
  }
}

/** Names of the people, companies … that the address holds as ids. */
async function nameValues(ctx: Context, address: ListAddress): Promise<FilterLabels> {
  const labels: FilterLabels = {};
  for (const [field, values] of missingLabels(address.filter.conditions, {})) {
    for (const { value, label } of await listFilterOptions(ctx, { field, values }))
      labels[labelKey(field, value)] = label;
  }
  return labels;
}

function listPermissions(actor: Actor): ListPermissions {
  const may = (permission: Permission) => hasPermission(actor, permission);
  return {
    isStaff: isStaff(actor.role),
    update: may("tickets:update"),
    create: may("tickets:create"),
    assign: may("tickets:assign"),
    take: may("tickets:take"),
    escalate: may("tickets:escalate"),
    resolve: may("tickets:resolve"),
    close: may("tickets:close"),
    reply: may("tickets:reply"),
    note: may("tickets:note"),
    bulk: may("tickets:bulk"),
    import: may("tickets:import"),
    export: may("tickets:export"),
    writeViews: may("views:write"),
    publishViews: may("views:publish"),
  };
}
