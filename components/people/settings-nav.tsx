"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { cn } from "../ui/cn";
import { type SettingsIconName, settingsIcons } from "./settings-icons";

export interface SettingsNavItem {
  label: string;
  href: string;
  icon: SettingsIconName;
}

/** Beside the content on a laptop, a row to swipe on a phone. */
export function SettingsNav({ items }: { items: SettingsNavItem[] }) {
  const pathname = usePathname();
  const nav = useRef<HTMLElement>(null);
  // On a phone the open page's own entry may lie beyond the edge.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path makes another entry the open one
  useEffect(() => {
    const open = nav.current?.querySelector<HTMLElement>("[aria-current=page]");
    if (nav.current && open)
      nav.current.scrollLeft = open.offsetLeft - (nav.current.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
  return (
    <nav
      ref={nav}
      aria-label="Settings"
      className="relative shrink-0 scroll-slim overflow-x-auto border-b lg:w-52 lg:overflow-visible lg:border-r lg:border-b-0 lg:px-3 lg:py-5"
    >
      <ul className="flex w-max gap-4 px-4 lg:grid lg:w-auto lg:gap-px lg:px-0">
        {items.map(({ label, href, icon }) => {
          const Icon = settingsIcons[icon];
          const isCurrent = pathname === href || pathname.startsWith(`${href}/`);
          return (
            <li key={href}>
              <Link
                href={href}
                aria-current={isCurrent ? "page" : undefined}
                className={cn(
                  "ring-inset-focus flex h-10 items-center gap-2 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-muted-foreground transition-colors duration-100 hover:text-foreground",
                  "lg:h-8 lg:rounded-sm lg:border-b-0 lg:px-2 lg:hover:bg-hover",
                  isCurrent && "border-primary text-foreground lg:bg-muted",
                )}
              >
                <Icon aria-hidden className={cn("size-4", isCurrent && "text-primary-text")} />
                {label}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
