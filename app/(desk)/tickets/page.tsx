import type { Metadata } from "next";
import { isSameList, myWorkQuery, readAddress } from "@/components/tickets/ticket-list/list-address";
import { isStaff } from "@/lib/platform/permissions";
import { requireActor } from "@/lib/platform/require-actor";

type PageProps = { searchParams: Promise<Record<string, string>> };

export async function generateMetadata({ searchParams }: PageProps): Promise<Metadata> {
  const actor = await requireActor();
  if (!isStaff(actor.role)) return { title: "My tickets" };
  const address = readAddress(new URLSearchParams(await searchParams));
  return { title: isSameList(address, readAddress(myWorkQuery)) ? "My work" : "Tickets" };
}

/** The list itself is the layout's; at this address nothing lies over it. */
export default function TicketsPage() {
  return null;
}
