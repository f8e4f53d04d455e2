import {
  BookOpen,
  CalendarCheck,
  ChartColumn,
  Download,
  Import,
  Inbox,
  LayoutList,
  type LucideIcon,
  Receipt,
  RefreshCw,
  ScrollText,
  Settings,
  Sparkles,
} from "lucide-react";

// The layout is a server component, so it names an icon instead of passing one.
export const navIcons = {
  my_work: Inbox,
  tickets: LayoutList,
  closures: CalendarCheck,
  analytics: ChartColumn,
  sync: RefreshCw,
  classification: Sparkles,
  billing: Receipt,
  exports: Download,
  import: Import,
  audit: ScrollText,
  settings: Settings,
  api: BookOpen,
} as const satisfies Record<string, LucideIcon>;

export type NavIconName = keyof typeof navIcons;
