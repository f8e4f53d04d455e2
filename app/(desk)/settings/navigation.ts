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

const underSla: Entry[] = [
  { label: "SLA calendars", href: "/settings/sla/calendars", icon: "sla", permission: "sla:read" },
  {
    label: "Try an SLA on the past",
    href: "/settings/sla/replay",
    icon: "sla",
    permission: "sla:write",
  },
];
const keywords: Record<string, string> = {
  "/settings/profile": "password sessions time zone",
  "/settings/notifications": "mail push sms quiet hours",
  "/settings/organization": "time zone files limits",
  "/settings/sla": "policies escalation chains",
  "/settings/sla/calendars": "business hours holidays",
  "/settings/sla/replay": "replay draft",
  "/settings/sync": "connections freshservice freshdesk zendesk",
  "/settings/people": "users accounts",
  "/settings/roles": "permissions",
  "/settings/operations": "background functions runs",
};

/** The same for whoever types a page's name. */
export function settingsPages(actor: Actor): { label: string; href: string; keywords?: string }[] {
  return [...entries, ...underSla]
    .filter(({ permission }) => !permission || hasPermission(actor, permission))
    .map(({ label, href }) => ({ label, href, keywords: keywords[href] }));
}
