import type { NavItem } from "@/components/shared/shell-types";
import { myWorkQuery } from "@/components/tickets/ticket-list/list-address";
import type { Actor } from "@/lib/platform/organization";
import { hasPermission, isStaff, type Permission } from "@/lib/platform/permissions";
import { settingsPages } from "./settings/navigation";

type Entry = NavItem & { permission?: Permission; isForStaff?: boolean };

const entries: Entry[] = [
  {
    id: "my_work",
    label: "My work",
    href: `/tickets?${myWorkQuery}`,
    icon: "my_work",
    keys: "g m",
    isForStaff: true,
  },
  { id: "tickets", label: "Tickets", href: "/tickets", icon: "tickets", keys: "g t" },
  {
    id: "closures",
    label: "Closures",
    href: "/closures",
    icon: "closures",
    keys: "g c",
    permission: "closures:read",
  },
  {
    id: "sync",
    label: "Sync",
    href: "/sync",
    icon: "sync",
    keys: "g y",
    permission: "sync:read",
  },
  {
    id: "companies",
    label: "Companies",
    href: "/companies",
    icon: "companies",
    keys: "g o",
    permission: "companies:read",
  },
  {
    id: "import",
    label: "Import",
    href: "/import",
    icon: "import",
    keys: "g i",
    permission: "tickets:import",
  },
  {
    id: "exports",
    label: "Exports",
    href: "/exports",
    icon: "exports",
    keys: "g x",
    permission: "tickets:export",
  },
  { id: "audit", label: "Audit", href: "/audit", icon: "audit", keys: "g a", permission: "audit:read" },
  { id: "settings", label: "Settings", href: "/settings", icon: "settings", keys: "g s", section: "manage" },
  { id: "api", label: "API", href: "/api-docs", icon: "api", section: "manage", isForStaff: true },
];

/** Only what the role may open. */
export function deskNavigation(actor: Actor): NavItem[] {
  return entries
    .filter(
      ({ permission, isForStaff }) =>
        (!permission || hasPermission(actor, permission)) && (!isForStaff || isStaff(actor.role)),
    )
    .map(({ permission: _, isForStaff: __, ...item }) => {
      if (item.id === "settings") return { ...item, pages: settingsPages(actor) };
      return item.id === "tickets" && !isStaff(actor.role) ? { ...item, label: "My tickets" } : item;
    });
}
