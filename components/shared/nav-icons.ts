import {
  BookOpen,
  Building2,
  CircleCheckBig,
  Download,
  Import,
  Inbox,
  LayoutList,
  type LucideIcon,
  RefreshCw,
  ScrollText,
  Settings,
} from "lucide-react";

// The layout is a server component, so it names an icon instead of passing one.
export const navIcons = {
  my_work: Inbox,
  tickets: LayoutList,
  closures: CircleCheckBig,
  sync: RefreshCw,
  companies: Building2,
  exports: Download,
  import: Import,
  audit: ScrollText,
  settings: Settings,
  api: BookOpen,
} as const satisfies Record<string, LucideIcon>;

export type NavIconName = keyof typeof navIcons;
