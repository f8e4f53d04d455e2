import {
  Activity,
  Bell,
  Building,
  Building2,
  CircleUser,
  KeyRound,
  type LucideIcon,
  Mail,
  RefreshCw,
  ShieldCheck,
  Timer,
  Users,
  Webhook,
} from "lucide-react";

// Apart from the rail's icons, which come with the first page of everybody.
export const settingsIcons = {
  profile: CircleUser,
  notifications: Bell,
  tokens: KeyRound,
  organization: Building,
  sla: Timer,
  webhooks: Webhook,
  sync: RefreshCw,
  people: Users,
  roles: ShieldCheck,
  franchises: Building2,
  mail: Mail,
  operations: Activity,
} as const satisfies Record<string, LucideIcon>;

export type SettingsIconName = keyof typeof settingsIcons;
