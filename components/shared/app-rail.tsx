"use client";

import { PanelLeftClose, PanelLeftOpen } from "lucide-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type ComponentProps, useState } from "react";
import { cn } from "../ui/cn";
import { IconButton } from "../ui/icon-button";
import { tooltip } from "../ui/tooltip";
import { DocketMark } from "./docket-mark";
import { formatCount } from "./format-time";
import { navIcons } from "./nav-icons";
import type { NavItem, NavView, ShellUser } from "./shell-types";

export interface AppRailProps {
  user: ShellUser;
  nav: NavItem[];
  isCollapsed?: boolean;
  onToggle?: () => void;
  onNavigate?: () => void;
}

export function AppRail({ user, nav, isCollapsed = false, onToggle, onNavigate }: AppRailProps) {
  const work = nav.filter((item) => item.section !== "manage");
  const manage = nav.filter((item) => item.section === "manage");
  const lists = { isCollapsed, onNavigate, currentHref: currentHref(nav, usePathname(), useSearchParams()) };
  return (
    <nav aria-label="Main" className="flex h-full flex-col">
      <div
        className={cn("flex h-12 shrink-0 items-center gap-2.5", isCollapsed ? "justify-center" : "px-3.5")}
      >
        <DocketMark className="size-6" />
        {!isCollapsed && (
          <span className="min-w-0">
            <span className="block text-base leading-4.5 font-semibold tracking-[-0.035em]">Docket</span>
            <span className="block truncate text-2xs leading-3.5 text-muted-foreground">
              {user.organization_name}
            </span>
          </span>
        )}
      </div>
      <div className="min-h-0 flex-1 scroll-slim overflow-y-auto px-2 pt-1 pb-3">
        <RailList items={work} {...lists} />
        {manage.length > 0 && (
          <div className="mt-3 border-t pt-3">
            <RailList items={manage} {...lists} />
          </div>
        )}
      </div>
      {onToggle && (
        <div className={cn("shrink-0 p-2", isCollapsed && "grid place-items-center")}>
          <IconButton
            label={isCollapsed ? "Unfold rail" : "Fold rail"}
            keys="["
            side="right"
            onClick={onToggle}
          >
            {isCollapsed ? <PanelLeftOpen aria-hidden /> : <PanelLeftClose aria-hidden />}
          </IconButton>
        </div>
      )}
    </nav>
  );
}

interface RailListProps {
  items: NavItem[];
  isCollapsed: boolean;
  currentHref: string | undefined;
  onNavigate?: () => void;
}

function RailList({ items, ...props }: RailListProps) {
  const { isCollapsed, onNavigate } = props;
  return (
    <ul className="grid gap-px">
      {items.map((item) => (
        <li key={item.id}>
          <RailLink item={item} {...props} />
          {!isCollapsed && item.views && item.views.length > 0 && (
            <ul aria-label={`${item.label} views`} className="mt-px mb-1 ml-4.25 grid gap-px border-l pl-2">
              {item.views.map((view) => (
                <li key={view.id}>
                  <ViewLink view={view} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

const linkStyles =
  "ring-inset-focus flex items-center gap-2.5 rounded-sm text-muted-foreground transition-colors duration-100 hover:bg-sidebar-hover hover:text-foreground aria-[current=page]:bg-sidebar-hover aria-[current=page]:text-foreground";

type RailLinkProps = Omit<RailListProps, "items"> & { item: NavItem };

function RailLink({ item, isCollapsed, currentHref, onNavigate }: RailLinkProps) {
  const pathname = usePathname();
  const params = useSearchParams();
  const Icon = navIcons[item.icon];
  const isViewOpen = item.views?.some((view) => isCurrent(view.href, pathname, params)) ?? false;
  const isOpen = item.href === currentHref && (isCollapsed || !isViewOpen);
  return (
    <RailAnchor
      href={item.href}
      aria-current={isOpen ? "page" : undefined}
      aria-label={isCollapsed ? item.label : undefined}
      onClick={onNavigate}
      className={cn(linkStyles, "h-8 text-sm font-medium", isCollapsed ? "justify-center" : "px-2")}
      {...(isCollapsed ? tooltip(item.label, { side: "right", keys: item.keys }) : {})}
    >
      <Icon aria-hidden className={cn("size-4 shrink-0", isOpen && "text-primary-text")} />
      {!isCollapsed && (
        <>
          <span className="min-w-0 flex-1 truncate">{item.label}</span>
          <Count value={item.count} />
        </>
      )}
    </RailAnchor>
  );
}

function ViewLink({ view, onNavigate }: { view: NavView; onNavigate?: () => void }) {
  const isOpen = isCurrent(view.href, usePathname(), useSearchParams());
  return (
    <RailAnchor
      href={view.href}
      aria-current={isOpen ? "page" : undefined}
      onClick={onNavigate}
      className={cn(linkStyles, "h-7 px-2 text-sm")}
    >
      <span className="min-w-0 flex-1 truncate">{view.label}</span>
      <Count value={view.count} />
    </RailAnchor>
  );
}

// Next would fetch every page of the rail with the first one; a page is fetched once it is pointed at.
function RailAnchor(props: ComponentProps<typeof Link>) {
  const [isPointedAt, setIsPointedAt] = useState(false);
  const point = () => setIsPointedAt(true);
  return <Link prefetch={isPointedAt ? null : false} onPointerEnter={point} onFocus={point} {...props} />;
}

function Count({ value }: { value: number | null | undefined }) {
  if (value === null || value === undefined) return null;
  return <span className="tabular shrink-0 text-xs text-subtle-foreground">{formatCount(value)}</span>;
}

// The item that says most about the page: /settings/people lights People, not Settings as well.
function currentHref(nav: NavItem[], pathname: string, params: URLSearchParams): string | undefined {
  return nav
    .map((item) => item.href)
    .filter((href) => isCurrent(href, pathname, params))
    .sort((a, b) => b.length - a.length)[0];
}

// A link may hold a query: it is open when all of that is in the address. A saved view stays open while
// its filters are being changed, hence by its id alone.
function isCurrent(href: string, pathname: string, params: URLSearchParams): boolean {
  const [path = "", query = ""] = href.split("?");
  if (pathname !== path && !pathname.startsWith(`${path}/`)) return false;
  const wanted = new URLSearchParams(query);
  const view = wanted.get("view");
  if (view) return params.get("view") === view;
  return Array.from(wanted).every(([name, value]) => params.getAll(name).includes(value));
}
