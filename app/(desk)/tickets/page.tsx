import type { Metadata } from "next";
import { isSameList, myWorkQuery, readAddress } from "@/components/tickets/ticket-list/list-address";
import { type Actor, withOrganization } from "@/lib/platform/organization";
import { hasPermission, isStaff } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";
import { listViews } from "@/lib/views/list-views";

type PageProps = { searchParams: Promise<Record<string, string>> };

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const actor = await requireActor();
  if (!isStaff(actor.role)) return { title: "My tickets" };
  const address = readAddress(new URLSearchParams(await searchParams));
  const view = address.viewId && (await viewName(actor, address.viewId));
  if (view) return { title: view };
  return { title: isSameList(address, readAddress(myWorkQuery)) ? "My work" : "Tickets" };
}

async function viewName(actor: Actor, id: string): Promise<string | undefined> {
  if (!hasPermission(actor, "views:read")) return undefined;
  const { data } = await withOrganization(actor, (ctx) => listViews(ctx));
  return data.find((view) => view.id === id)?.name;
}

/** The list itself is the layout's; at this address nothing lies over it. */
export default function TicketsPage() {
  return null;
}
