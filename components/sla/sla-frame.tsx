"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { PageHeader } from "../shared/page-header";
import { cn } from "../ui/cn";

const parts = [
  { href: "/settings/sla", label: "Policies" },
  { href: "/settings/sla/calendars", label: "Calendars" },
  { href: "/settings/sla/replay", label: "Try on the past", isForWriters: true },
];

export interface SlaFrameProps {
  description: string;
  /** Whoever may only read the rules has nothing to try on the past. */
  canWrite: boolean;
  actions?: ReactNode;
  children: ReactNode;
}

export function SlaFrame({ description, canWrite, actions, children }: SlaFrameProps) {
  const pathname = usePathname();
  return (
    <>
      <PageHeader title="SLA" description={description} actions={actions} />
      <nav aria-label="SLA" className="mt-4 border-b">
        <ul className="flex gap-4">
          {parts
            .filter(({ isForWriters }) => canWrite || !isForWriters)
            .map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={pathname === href ? "page" : undefined}
                  className={cn(
                    "ring-inset-focus flex h-9 items-center border-b-2 border-transparent px-0.5 text-sm font-medium whitespace-nowrap text-muted-foreground hover:text-foreground",
                    pathname === href && "border-primary text-foreground",
                  )}
                >
                  {label}
                </Link>
              </li>
            ))}
        </ul>
      </nav>
      <div className="mt-5">{children}</div>
    </>
  );
}
