import type { ReactNode } from "react";
import { cn } from "@/components/ui/cn";

export interface SectionProps {
  title: string;
  id?: string;
  action?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A headed part of a tab. */
export function Section({ title, id, action, className, children }: SectionProps) {
  return (
    <section id={id} aria-label={title} className={cn("min-w-0 scroll-mt-3", className)}>
      <div className="mb-1.5 flex h-6 items-center justify-between gap-2">
        <h3 className="text-xs font-medium text-subtle-foreground">{title}</h3>
        {action}
      </div>
      {children}
    </section>
  );
}
