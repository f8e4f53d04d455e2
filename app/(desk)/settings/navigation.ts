import type { SettingsNavItem } from "@/components/people/settings-nav";
import type { Actor } from "@/lib/platform/organization";
import { hasPermission, type Permission } from "@/lib/platform/permissions";

type Entry = SettingsNavItem & { permission?: Permission };

const entries: Entry[] = [
  { label: "Profile", href: "/settings/profile", icon: "profile" },
  {
    label: "Notifications",
    href: "/settings/notifications",
    icon: "notifications",
    permission: "notifications:write",
  },
  { label: "API tokens", href: "/settings/tokens", icon: "tokens", permission: "tokens:write" },
  {
    label: "Organization",
    href: "/settings/organization",
    icon: "organization",
    permission: "organization:write",
  },
  { label: "SLA", href: "/settings/sla", icon: "sla", permission: "sla:read" },
  { label: "Webhooks", href: "/settings/webhooks", icon: "webhooks", permission: "webhooks:write" },
  { label: "Sync", href: "/settings/sync", icon: "sync", permission: "sync:write" },
  { label: "People", href: "/settings/people", icon: "people", permission: "people:read" },
  { label: "Roles", href: "/settings/roles", icon: "roles", permission: "people:read" },
  { label: "Franchises", href: "/settings/franchises", icon: "franchises", permission: "people:read" },
  { label: "Mail", href: "/settings/mail", icon: "mail", permission: "mails:read" },
  { label: "Operations", href: "/settings/operations", icon: "operations", permission: "operations:manage" },
];

/** Only what the role may open. */
export function settingsNavigation(actor: Actor): SettingsNavItem[] {
  return entries
    .filter(({ permission }) => !permission || hasPermission(actor, permission))
    .map(({ label, href, icon }) => ({ label, href, icon }));
}
