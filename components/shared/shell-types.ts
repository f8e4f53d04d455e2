import type { NavIconName } from "./nav-icons";

export interface ShellUser {
  id: string;
  name: string;
  email: string;
  /** In words: "Support agent". */
  role: string;
  organization_name: string;
  /** The organization's zone. */
  time_zone: string;
  avatar_url?: string | null;
}

export interface NavView {
  id: string;
  label: string;
  href: string;
  count?: number | null;
}

export interface NavItem {
  id: string;
  label: string;
  href: string;
  icon: NavIconName;
  /** A sequence for useShortcuts: "g t". */
  keys?: string;
  count?: number | null;
  /** Saved views, listed under the item. */
  views?: NavView[];
  /** Pages below it, for the command palette. */
  pages?: { label: string; href: string; keywords?: string }[];
  /** "manage" items stand apart, under the daily ones. */
  section?: "work" | "manage";
}

export interface PaletteAction {
  id: string;
  label: string;
  /** Other words it is found by. */
  keywords?: string;
  keys?: string;
  run: () => void;
}

export interface PaletteTicket {
  id: string;
  number: number | string;
  title: string;
  status: string;
  href: string;
}

export type TicketSearch = (query: string, signal: AbortSignal) => Promise<PaletteTicket[]>;
